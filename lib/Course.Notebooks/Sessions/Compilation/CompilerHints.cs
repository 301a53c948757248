using Microsoft.CodeAnalysis;

namespace Course.Notebooks;

/// <summary>What helps against an error, where the compiler's own words do not say it.</summary>
internal static class CompilerHints
{
    /// <summary>More are no help.</summary>
    private const int MaxNamespaces = 3;

    /// <summary>Finds a hint; null where there is none.</summary>
    /// <param name="error">The error.</param>
    /// <param name="compilation">What it is an error of.</param>
    /// <param name="workingDirectory">The folder of relative paths.</param>
    public static string? Find(Diagnostic error, Compilation compilation, string workingDirectory) => error.Id switch
    {
        "CS0006" => $"relative paths start at {workingDirectory}",
        "CS0103" or "CS0246" => Namespaces(error, compilation),
        "CS7021" => "leave the namespace out, or put the code into a .cs file and #!import that",
        "CS8345" => "a cell's variables outlive it, which this type cannot: use it within braces or in a function",
        "CS0234" or "CS0426" or "CS0117" or "CS1061" or "CS1501" or "CS1739" => StandIns.Hint(error, compilation),
        "CS0019" => OlderTypes.Hint(error, compilation) ?? StandIns.Hint(error, compilation),
        "CS0029" or "CS0030" or "CS0173" or "CS0266" or "CS1503" => OlderTypes.Hint(error, compilation),
        "CS9283" => "a class of a cell cannot have extension blocks: write an extension method, `static int Twice(this int x)`",
        _ => null,
    };

    /// <summary>Which namespaces would make a type known that the cell names.</summary>
    private static string? Namespaces(Diagnostic error, Compilation compilation)
    {
        var name = error.Location.SourceTree?.GetRoot().FindToken(error.Location.SourceSpan.Start).ValueText;
        if (string.IsNullOrEmpty(name))
            return null;
        // The compiler keeps each assembly's symbols for the next cell, unlike what is merged of all.
        var namespaces = compilation.Assembly.Modules.SelectMany(module => module.ReferencedAssemblySymbols)
            .Where(assembly => assembly.TypeNames.Contains(name))
            .SelectMany(assembly => Within(assembly.GlobalNamespace))
            .Where(space => !space.IsGlobalNamespace && space.GetTypeMembers(name).Any(type => type.DeclaredAccessibility == Accessibility.Public))
            .Select(space => space.ToDisplayString())
            .Distinct()
            .OrderBy(space => space.Length)
            .Take(MaxNamespaces)
            .ToList();
        return namespaces.Count == 0 ? null : $"known with {string.Join(" or ", namespaces.Select(space => $"`using {space};`"))}";
    }

    private static IEnumerable<INamespaceSymbol> Within(INamespaceSymbol space) => space.GetNamespaceMembers().SelectMany(Within).Prepend(space);
}
