using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TorchSharp.Tests.StandIn;

/// <summary>
/// What the users of an assembly see, a fact a line: each visible type, its bases, and each member that it declares.
/// Overrides are left out, because they add no member.
/// </summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, string> Keywords = Table(
        "Boolean bool, Byte byte, SByte sbyte, Char char, Int16 short, Int32 int, Int64 long, UInt16 ushort, UInt32 uint, UInt64 ulong, "
        + "Single float, Double double, Decimal decimal, String string, Object object, Void void, IntPtr nint, UIntPtr nuint");

    private static readonly Dictionary<string, string> Operators = Table(
        "op_Addition +, op_Subtraction -, op_Multiply *, op_Division /, op_Modulus %, op_UnaryNegation -, op_BitwiseAnd &, op_BitwiseOr |, op_ExclusiveOr ^, "
        + "op_OnesComplement ~, op_LogicalNot !, op_LeftShift <<, op_RightShift >>, op_Equality ==, op_Inequality !=, "
        + "op_LessThan <, op_LessThanOrEqual <=, op_GreaterThan >, op_GreaterThanOrEqual >=");

    private static Dictionary<string, string> Table(string pairs) =>
        pairs.Split(", ").Select(pair => pair.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1]);

    internal static string[] Of(Assembly assembly) => [.. assembly.GetTypes().Where(IsVisible).SelectMany(Of).Order(StringComparer.Ordinal)];

    /// <summary>The facts about one type.</summary>
    internal static IEnumerable<string> Of(Type type)
    {
        var bases = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(IsVisible);
        if (type.BaseType is { } parent && parent.Assembly == type.Assembly)
            bases = bases.Prepend(parent);
        return Facts(type, type, bases);
    }

    /// <summary>The facts about one type, those it inherits from its own assembly among them.</summary>
    internal static IEnumerable<string> WithInherited(Type type)
    {
        var parents = new List<Type>();
        for (var parent = type.BaseType; parent?.Assembly == type.Assembly; parent = parent.BaseType)
            parents.Add(parent);
        return Facts(type, type, parents.Concat(type.GetInterfaces())).Concat(parents.SelectMany(parent => Facts(type, parent, [])));
    }

    internal static bool IsVisible(Type type) =>
        (type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)))
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), false);

    private static IEnumerable<string> Facts(Type type, Type declaring, IEnumerable<Type> bases)
    {
        var facts = bases.Select(parent => $": {Name(parent)}").Append(Kind(declaring) + Constraints(declaring.GetGenericArguments()));
        var members = typeof(Delegate).IsAssignableFrom(declaring)
            ? [Signature(declaring.GetMethod("Invoke")!)]
            : declaring.GetMembers(Declared).Select(Member).OfType<string>();
        var name = $"{type.Namespace}.{Path(type)}";
        return facts.Select(fact => $"{name} {fact}").Concat(members.Select(member => $"{name}: {member}"));
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => $"enum {Name(type.GetEnumUnderlyingType())}",
        { IsInterface: true } => "interface",
        { IsValueType: true } => type.IsByRefLike ? "ref struct" : "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        _ => $"{(type.IsAbstract, type.IsSealed) switch { (true, true) => "static ", (true, _) => "abstract ", (_, true) => "sealed ", _ => "" }}class",
    };

    private static string? Member(MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: false } field when IsVisible(field) => Field(field),
        PropertyInfo property when new[] { property.GetMethod, property.SetMethod }.Any(accessor => accessor is not null && IsDeclared(accessor)) => Property(property),
        EventInfo { AddMethod: { } add } e when IsDeclared(add) => $"{Modifiers(add)}event {Name(e.EventHandlerType!, e)} {e.Name}",
        ConstructorInfo { IsStatic: false } constructor when IsDeclared(constructor) =>
            $"{Modifiers(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when IsDeclared(method) && method.Name != "Finalize" => Signature(method),
        MethodInfo method when method.Name.StartsWith("op_", StringComparison.Ordinal) && IsDeclared(method) => Signature(method),
        _ => null,
    };

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool IsDeclared(MethodBase method) =>
        (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
        && (method is not MethodInfo { IsVirtual: true } virtualMethod || virtualMethod.GetBaseDefinition() == method);

    private static string Modifiers(MethodBase method) =>
        (method.IsPublic && method is not ConstructorInfo { DeclaringType.IsAbstract: true } ? "" : "protected ") + (method.DeclaringType!.IsInterface ? "" : method switch
        {
            { IsStatic: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        });

    private static string Field(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? $" = {Value(field.GetRawConstantValue(), Nullable.GetUnderlyingType(field.FieldType) ?? field.FieldType)}" : "";
        return field is { IsLiteral: true, FieldType.IsEnum: true } && field.DeclaringType!.IsEnum
            ? $"{field.Name} = {field.GetRawConstantValue()}"
            : $"{(field.IsPublic ? "" : "protected ")}{kind}{Name(field.FieldType, field)} {field.Name}{value}";
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(IsDeclared).ToArray();
        var widest = accessors.OrderByDescending(accessor => accessor.IsPublic).First();
        var name = property.GetIndexParameters() is { Length: > 0 } index ? $"this[{Parameters(index)}]" : property.Name;
        var access = accessors.Select(accessor => (accessor.IsPublic == widest.IsPublic ? "" : "protected ") + (accessor == property.GetMethod ? "get; " : "set; "));
        return $"{Modifiers(widest)}{Name(property.PropertyType, property)} {name} {{ {string.Concat(access)}}}";
    }

    private static string Signature(MethodInfo method)
    {
        var result = Name(method.ReturnType, method.ReturnParameter);
        var name = method.Name switch
        {
            "op_Implicit" => $"implicit operator {result}",
            "op_Explicit" => $"explicit operator {result}",
            var special when Operators.TryGetValue(special, out var symbol) => $"{result} operator {symbol}",
            var plain => $"{result} {plain}",
        };
        var generic = method.GetGenericArguments();
        var arguments = generic.Length == 0 ? "" : $"<{string.Join(", ", generic.Select(argument => argument.Name))}>";
        return $"{Modifiers(method)}{name}{arguments}({Parameters(method)}){Constraints(generic)}";
    }

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "") + Parameters(method.GetParameters());

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var kind = type.IsByRef ? parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref "
            : parameter.CustomAttributes.Any(attribute => attribute.AttributeType.Name is "ParamArrayAttribute" or "ParamCollectionAttribute") ? "params " : "";
        var value = parameter.IsOptional ? $" = {Value(parameter.HasDefaultValue ? parameter.RawDefaultValue : null, Nullable.GetUnderlyingType(type) ?? type)}" : "";
        return $"{kind}{Name(type.IsByRef ? type.GetElementType()! : type, parameter)} {parameter.Name}{value}";
    }

    private static string Value(object? value, Type type) => value switch
    {
        null or Missing => "default",
        string text => $"\"{text}\"",
        char letter => $"'{letter}'",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => Enum.ToObject(type, value).ToString()!,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Constraints(Type[] generic) => string.Concat(generic.Where(argument => argument.IsGenericParameter).Select(argument =>
    {
        var special = argument.GenericParameterAttributes;
        var isStruct = special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var needs = argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(type => Name(type));
        if (special.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) || isStruct)
            needs = needs.Prepend(isStruct ? "struct" : "class");
        if (special.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
            needs = needs.Append("new()");
        return needs.Any() ? $" where {argument.Name} : {string.Join(", ", needs)}" : "";
    }));

    /// <summary>A type as it is written under <c>using static TorchSharp.torch</c>, with the tuple names that stand on its owner.</summary>
    private static string Name(Type type, ICustomAttributeProvider? owner = null)
    {
        var names = owner?.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).Cast<TupleElementNamesAttribute>().FirstOrDefault()?.TransformNames;
        return Name(type, (names ?? []).GetEnumerator());
    }

    private static string Name(Type type, IEnumerator names)
    {
        if (type.IsByRef)
            return $"ref {Name(type.GetElementType()!, names)}";
        if (type.IsPointer)
            return $"{Name(type.GetElementType()!, names)}*";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!, names)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Name(underlying, names)}?";
        if (type.Namespace == "System" && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal))
        {
            var fields = type.GetGenericArguments();
            var own = fields.Select(_ => names.MoveNext() && names.Current is string name ? $" {name}" : "").ToArray();
            return $"({string.Join(", ", fields.Select((field, i) => Name(field, names) + own[i]))})";
        }

        if (type.Namespace == "System" && Keywords.TryGetValue(type.Name, out var keyword))
            return keyword;
        var path = Path(type, names);
        return path.StartsWith("torch.", StringComparison.Ordinal) ? path["torch.".Length..] : path;
    }

    /// <summary>A type's name after those of the types that it is nested in.</summary>
    private static string Path(Type type, IEnumerator? names = null)
    {
        if (type.IsGenericParameter)
            return type.Name;
        var outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var own = type.GetGenericArguments()[outer..].Select(argument => Name(argument, names ?? Array.Empty<string>().GetEnumerator())).ToArray();
        var name = type.Name.Split('`')[0] + (own.Length == 0 ? "" : $"<{string.Join(", ", own)}>");
        return type.DeclaringType is null ? name : $"{Path(type.DeclaringType)}.{name}";
    }
}
