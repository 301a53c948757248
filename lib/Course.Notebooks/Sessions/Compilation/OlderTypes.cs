using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Notebooks;

/// <summary>Explains an error about two types of one name: a cell has declared a type anew, and values of the older one are still there.</summary>
internal static partial class OlderTypes
{
    /// <summary>A sentence where the error is about such types; else null.</summary>
    public static string? Hint(Diagnostic error, Compilation compilation) =>
        error.Id == "CS0019" && HasTwoOfOneType(error, compilation)
            ? null
            : Names().Matches(error.GetMessage()).Select(match => match.Value).Distinct()
                .Where(name => Count(name, compilation) > 1)
                .Select(name => $"the two {name} come from different cells: make the older value anew")
                .FirstOrDefault();

    /// <summary>An operator between values of one type is merely missing.</summary>
    private static bool HasTwoOfOneType(Diagnostic error, Compilation compilation) =>
        error.Location.SourceTree is not { } tree
        || tree.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true) is not BinaryExpressionSyntax operation
        || compilation.GetSemanticModel(tree) is var model
            && SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(operation.Left).Type, model.GetTypeInfo(operation.Right).Type);

    /// <summary>How often cells have declared a type.</summary>
    private static int Count(string name, Compilation compilation)
    {
        var count = 0;
        for (var cell = compilation; cell is not null; cell = cell.ScriptCompilationInfo?.PreviousScriptCompilation)
            count += cell.ScriptClass?.GetTypeMembers(name).Length ?? 0;
        return count;
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Names();
}
