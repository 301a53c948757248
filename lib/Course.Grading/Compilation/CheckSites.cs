using System.Globalization;
using Course.Notebooks;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>The checks in the text of a cell.</summary>
internal sealed class CheckSites
{
    private readonly IReadOnlyList<Region> _hidden;

    /// <param name="source">The cell's text.</param>
    /// <exception cref="AuthoringException">Its regions are marked wrongly.</exception>
    public CheckSites(string source)
    {
        _hidden = [.. Regions.Of(new NotebookCell(CellType.Code, source)).Where(region => region.Kind is RegionKind.HiddenTests)];
        All = [.. CheckCall.In(SubmissionCompiler.Parse(CellParser.CSharpOnly(source), "", CancellationToken.None).GetRoot())
            .Select(Site)
            .GroupBy(site => site.Line)
            .Select(line => line.OrderByDescending(site => site.IsPart).First())
            .OrderBy(site => site.Line)];
    }

    /// <summary>The lines with checks, in their order.</summary>
    public IReadOnlyList<CheckSite> All { get; }

    /// <summary>Whether the cell has hidden tests.</summary>
    public bool HasHidden => _hidden.Count > 0;

    /// <summary>Whether a line, from 1, stands among the hidden tests.</summary>
    public bool IsHidden(int line) => _hidden.Any(region => region.Contains(line));

    private CheckSite Site(CheckCall call)
    {
        var isPart = call.Name == "Part";
        var number = isPart ? (call.Argument(0, "points") as LiteralExpressionSyntax)?.Token.Value : null;
        var points = number is int or double ? Convert.ToDouble(number, CultureInfo.InvariantCulture) : (double?)null;
        var holdsHidden = _hidden.Any(region => call.Line < region.Begin && region.End < call.LastLine);
        return new(call.Line, IsHidden(call.Line), holdsHidden, isPart, points, About(call));
    }

    /// <summary>The first text among the arguments that is no hint; a text with values in it as it is written.</summary>
    private static string About(CheckCall call) => call.Arguments
        .Where(argument => argument.NameColon?.Name.Identifier.ValueText != "hint")
        .Select(argument => argument.Expression switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => text,
            InterpolatedStringExpressionSyntax text => text.Contents.ToString(),
            _ => null,
        })
        .FirstOrDefault(text => text is not null) ?? "a check";
}
