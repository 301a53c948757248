using Microsoft.CodeAnalysis;

namespace Course.Notebooks;

/// <summary>
/// Which of the compiler's warnings a cell shows: those that point at a likely mistake. What is merely untidy in a
/// notebook (a variable that is not used, a member without documentation) is not worth a reader's time.
/// </summary>
internal static class ShownWarnings
{
    private static readonly HashSet<string> _shown =
    [
        "CS0162", // unreachable code
        "CS0183", "CS0184", // `is` that is always true, or never
        "CS0251", // an index below zero
        "CS0252", "CS0253", // a comparison of references that looks like one of values
        "CS0472", "CS8073", // a comparison with null that is always the same
        "CS0612", "CS0618", // obsolete
        "CS0642", // `if (x) ;`
        "CS0652", // a comparison with a constant that the type cannot hold
        "CS0659", "CS0661", // Equals without GetHashCode
        "CS0665", // `if (a = b)`
        "CS0108", "CS0114", // a member that hides another
        "CS1030", // `#warning`
        "CS1717", "CS1718", // a variable assigned to, or compared with, itself
        "CS4014", // a call that is not awaited
        "CS8509", // a switch that does not cover all
    ];

    public static bool IsShown(Diagnostic diagnostic) =>
        diagnostic is { Severity: DiagnosticSeverity.Warning, IsSuppressed: false } && (_shown.Contains(diagnostic.Id) || IsOfNull(diagnostic.Id));

    /// <summary>Possible null where none may be; the compiler looks only where a cell says <c>#nullable enable</c>.</summary>
    private static bool IsOfNull(string id) =>
        id.Length == 6 && int.TryParse(id.AsSpan(2), out var number)
        && number is (>= 8600 and <= 8625) or 8629 or 8631 or 8633 or 8634 or 8655 or 8670 or 8714 or (>= 8762 and <= 8777) or 8819 or 8824 or 8825;
}
