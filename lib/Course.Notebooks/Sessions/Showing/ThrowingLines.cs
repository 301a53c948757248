using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Course.Notebooks;

/// <summary>
/// Finds the lines that can have thrown what the runtime throws by itself for an index or an overflow. All places of a
/// method share one throw of that in machine code, so that the runtime gives another line than that of the failure, or none.
/// </summary>
internal static class ThrowingLines
{
    /// <summary>Longer methods, unless they ask for it, are not compiled into those that call them, and have a frame of their own.</summary>
    private const int MaxInlinedBytes = 100;

    private const int MaxInlinedDepth = 5;

    private static readonly ConditionalWeakTable<Assembly, byte[]> _symbols = [];

    /// <summary>Makes the lines of an assembly known.</summary>
    public static void Add(Assembly assembly, byte[] symbols) => _symbols.AddOrUpdate(assembly, symbols);

    /// <summary>Whether the runtime's line of an exception cannot be trusted where it is a cell that throws it.</summary>
    public static bool AreNeeded(Exception exception) => exception is IndexOutOfRangeException or OverflowException;

    /// <summary>The lines at which a method, or what is compiled into it, can have thrown.</summary>
    public static IReadOnlyList<(MethodBase Method, string? Path, int Line)> Of(MethodBase method, Exception exception) =>
        [.. Find(method, exception, MaxInlinedDepth).Where(found => found.Path is not null).Distinct().OrderBy(found => found.Line)];

    /// <summary>The file of a method; null where it is not known.</summary>
    public static string? PathOf(MethodBase method)
    {
        if (!_symbols.TryGetValue(method.Module.Assembly, out var symbols))
            return null;
        // What the compiler writes by itself (a record's ToString) has no lines, but lies in the same file.
        using var provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableCollectionsMarshal.AsImmutableArray(symbols));
        var reader = provider.GetMetadataReader();
        return Points(method).Select(point => point.Path).Append(reader.Documents.Count == 1 ? reader.GetString(reader.GetDocument(reader.Documents.First()).Name) : null).First();
    }

    private static IEnumerable<(MethodBase Method, string? Path, int Line)> Find(MethodBase method, Exception exception, int depth)
    {
        var points = Points(method);
        var instructions = Instructions.Of(method).ToList();
        foreach (var (i, (offset, code, called)) in instructions.Index())
        {
            var (_, path, line) = points.LastOrDefault(point => point.Offset <= offset);
            // `dup, index, value, store` gives a new array its first values.
            if (CanThrow(code, called, exception) && !(i >= 3 && instructions[i - 3].Code == OpCodes.Dup && code.Name!.StartsWith("stelem", StringComparison.Ordinal)))
                yield return (method, path, line);
            // A library's method is looked into, but not what it calls.
            if (called is null || depth == 0 || points.Count == 0 || !CanBeInlined(called))
                continue;
            // Where a library's method throws, the line is that of the cell that calls it.
            foreach (var inner in Find(called, exception, depth - 1))
                yield return inner.Path is null ? (method, path, line) : inner;
        }
    }

    private static bool CanBeInlined(MethodBase method) =>
        !method.IsAbstract
        && (method.MethodImplementationFlags & MethodImplAttributes.NoInlining) == 0
        && method.DeclaringType != typeof(CellStop)
        && method.GetMethodBody()?.GetILAsByteArray() is { } code
        && (code.Length <= MaxInlinedBytes || (method.MethodImplementationFlags & MethodImplAttributes.AggressiveInlining) != 0);

    private static bool CanThrow(OpCode code, MethodBase? called, Exception exception) =>
        code == OpCodes.Newobj || called?.Name.StartsWith("Throw", StringComparison.Ordinal) is true
            ? called?.DeclaringType == exception.GetType() || called?.Name.Contains(exception.GetType().Name[..^nameof(Exception).Length], StringComparison.Ordinal) is true
            : exception is OverflowException
                ? code.Name!.Contains(".ovf", StringComparison.Ordinal) || code == OpCodes.Newarr
                : code.Name!.StartsWith("ldelem", StringComparison.Ordinal) || code.Name.StartsWith("stelem", StringComparison.Ordinal)
                    || called is { DeclaringType.IsArray: true } or { Name: "get_Chars" };

    private static List<(int Offset, string Path, int Line)> Points(MethodBase method)
    {
        if (!_symbols.TryGetValue(method.Module.Assembly, out var symbols))
            return [];
        using var provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableCollectionsMarshal.AsImmutableArray(symbols));
        var reader = provider.GetMetadataReader();
        var handle = ((MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken)).ToDebugInformationHandle();
        return [.. reader.GetMethodDebugInformation(handle).GetSequencePoints()
            .Where(point => !point.IsHidden)
            .Select(point => (point.Offset, reader.GetString(reader.GetDocument(point.Document).Name), point.StartLine))];
    }
}
