namespace Course.Notebooks;

/// <summary>Names types as C# writes them.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
    };

    public static string Of(Type type)
    {
        if (_keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value) + "?";
        var arguments = type.GetGenericArguments().Select(Of).ToList();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
            return $"({string.Join(", ", arguments)})";
        return arguments.Count == 0 ? type.Name : $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>";
    }
}
