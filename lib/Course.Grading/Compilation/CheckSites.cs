using Course.Notebooks;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>The checks in the text of a cell.</summary>
internal sealed class CheckSites
{
    /// <param name="source">The cell's text.</param>
    /// <exception cref="AuthoringException">Its regions are marked wrongly.</exception>
    public CheckSites(string source)
    {
        Hidden = [.. Regions.Of(new NotebookCell(CellType.Code, source)).Where(region => region.Kind is RegionKind.HiddenTests)];
        All = [.. CheckCall.In(source).Select(Site)
            .GroupBy(site => site.Line)
            .Select(line => line.OrderByDescending(site => site.IsPart).First())
            .OrderBy(site => site.Line)];
    }

    /// <summary>The lines with checks, in their order.</summary>
    public IReadOnlyList<CheckSite> All { get; }

    /// <summary>The regions of hidden tests, in their order.</summary>
    public IReadOnlyList<Region> Hidden { get; }

    /// <summary>Whether the cell has hidden tests.</summary>
    public bool HasHidden => Hidden.Count > 0;

    /// <summary>Whether a line, from 1, stands among the hidden tests.</summary>
    public bool IsHidden(int line) => Hidden.Any(region => region.Contains(line));

    /// <summary>
    /// Those of the checks that were made, in their order, which hidden tests made: by a helper outside of their region too,
    /// between the checks that the region's marks became.
    /// </summary>
    public IReadOnlySet<CheckRecord> MadeByHidden(IReadOnlyList<CheckRecord> records)
    {
        var made = new HashSet<CheckRecord>(ReferenceEqualityComparer.Instance);
        var isWithin = false;
        foreach (var record in records)
        {
            isWithin = Hidden.Any(region => region.Begin == record.Line) || (isWithin && Hidden.All(region => region.End != record.Line));
            if (isWithin || IsHidden(record.Line))
                made.Add(record);
        }

        return made;
    }

    /// <summary>The checks after a line, from 1, and before the first hidden tests that follow it.</summary>
    public IEnumerable<CheckSite> BeforeHidden(int line)
    {
        var hidden = Hidden.Select(region => region.Begin).Where(begin => begin > line).DefaultIfEmpty(int.MaxValue).Min();
        return All.Where(site => site.Line > line && site.Line < hidden);
    }

    private CheckSite Site(CheckCall call)
    {
        var holdsHidden = Hidden.Any(region => call.Line < region.Begin && region.End < call.LastLine);
        return new(call.Line, IsHidden(call.Line), holdsHidden, call.IsPart, call.Points, About(call));
    }

    /// <summary>The first text among the arguments that is no hint; of a text with values in it the words.</summary>
    private static string About(CheckCall call) => call.Arguments
        .Where(argument => argument.NameColon?.Name.Identifier.ValueText != "hint")
        .Select(argument => argument.Expression switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => text,
            InterpolatedStringExpressionSyntax text =>
                string.Concat(text.Contents.Select(part => part is InterpolatedStringTextSyntax words ? words.TextToken.ValueText : "…")),
            _ => null,
        })
        .FirstOrDefault(text => text is not null) ?? "a check";
}
