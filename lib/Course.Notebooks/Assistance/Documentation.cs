using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Course.Notebooks;

/// <summary>A symbol's documentation comment as text.</summary>
/// <param name="element">The comment.</param>
/// <param name="isMarkdown">Whether the text is to be Markdown.</param>
internal sealed partial class Documentation(XElement element, bool isMarkdown)
{
    /// <summary>A symbol's documentation comment; that of what it overrides or implements where it has none of its own. Null where there is none.</summary>
    public static XElement? Find(ISymbol symbol, Compilation compilation, CancellationToken cancel) => Find(symbol, compilation, 0, cancel);

    /// <summary>The comment in the order in which a reader asks: what it does, what goes in, what comes out, what can go wrong.</summary>
    public string Text(ISymbol symbol)
    {
        var parts = new List<string?> { Part("summary") };
        parts.Add(Named("Parameters", "param", symbol is IMethodSymbol method ? method.Parameters.Select(parameter => parameter.Name) : null));
        parts.Add(Part("returns") is { } returns ? $"{Bold("Returns")} {returns}" : null);
        parts.Add(Part("value") is { } value ? $"{Bold("Value")} {value}" : null);
        parts.Add(Part("remarks"));
        parts.Add(Named("Throws", "exception", null));
        return string.Join("\n\n", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    private static XElement? Find(ISymbol symbol, Compilation compilation, int depth, CancellationToken cancel)
    {
        var own = Read(symbol, compilation, cancel);
        if (own is not null && own.Element("inheritdoc") is null)
            return own;
        // A type is not what its base is, unless it says so.
        if (depth > 5 || (own is null && symbol is INamedTypeSymbol))
            return own;
        var from = own?.Element("inheritdoc")?.Attribute("cref")?.Value is { } id
            ? DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation)
            : Inherited(symbol);
        return from is null ? own : Find(from.OriginalDefinition, compilation, depth + 1, cancel) ?? own;
    }

    private static XElement? Read(ISymbol symbol, Compilation compilation, CancellationToken cancel)
    {
        var xml = symbol.Locations.Any(location => location.IsInSource)
            ? symbol.GetDocumentationCommentXml(cancellationToken: cancel)
            : symbol.ContainingAssembly is { } assembly
                && compilation.GetMetadataReference(assembly) is PortableExecutableReference { FilePath: { } file }
                && symbol.GetDocumentationCommentId() is { } id
                    ? DocumentationFiles.Find(file, id)
                    : null;
        try
        {
            return string.IsNullOrWhiteSpace(xml) ? null : XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ISymbol? Inherited(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { OverriddenMethod: { } overridden } => overridden,
        IPropertySymbol { OverriddenProperty: { } overridden } => overridden,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => null,
        INamedTypeSymbol type => type.BaseType is { SpecialType: SpecialType.None } parent ? parent : type.Interfaces.FirstOrDefault(),
        { ContainingType: { } type } => type.AllInterfaces
            .SelectMany(contract => contract.GetMembers())
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol)),
        _ => null,
    };

    private string? Part(string name) => element.Element(name) is { } part ? Inline(part) : null;

    private string? Named(string title, string name, IEnumerable<string>? order)
    {
        var items = element.Elements(name)
            .Select(item => (Name: item.Attribute("name")?.Value ?? Short(item.Attribute("cref")?.Value), Text: Inline(item)))
            .Where(item => item.Text.Length > 0)
            .ToList();
        if (order is not null)
            items = [.. order.SelectMany(wanted => items.Where(item => item.Name == wanted))];
        return items.Count == 0 ? null : $"{Bold(title)}\n{string.Join('\n', items.Select(item => $"{(isMarkdown ? "- " : "  ")}{Code(item.Name)}: {item.Text.Replace('\n', ' ')}"))}";
    }

    private string Inline(XElement part)
    {
        var text = new StringBuilder();
        foreach (var node in part.Nodes())
            Write(node, text);
        return Blanks().Replace(text.ToString(), " ").Replace(" \n", "\n", StringComparison.Ordinal).Replace("\n ", "\n", StringComparison.Ordinal).Trim();
    }

    private void Write(XNode node, StringBuilder text)
    {
        switch (node)
        {
            case XText plain:
                text.Append(LineBreaks().Replace(plain.Value, " "));
                break;
            case XElement { Name.LocalName: "code" } code:
                text.Append(isMarkdown ? $"\n```csharp\n{code.Value.Trim('\r', '\n')}\n```\n" : $"\n{code.Value.Trim('\r', '\n')}\n");
                break;
            case XElement { Name.LocalName: "c" } code:
                text.Append(Code(code.Value));
                break;
            case XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } reference when reference.IsEmpty || reference.Value.Length == 0:
                text.Append(Code(reference.Attribute("name")?.Value ?? reference.Attribute("langword")?.Value ?? reference.Attribute("href")?.Value ?? Short(reference.Attribute("cref")?.Value)));
                break;
            case XElement { Name.LocalName: "para" or "list" } block:
                text.Append("\n\n").Append(Inline(block)).Append("\n\n");
                break;
            case XElement { Name.LocalName: "item" } item:
                text.Append("\n- ").Append(Inline(item));
                break;
            case XElement { Name.LocalName: "br" }:
                text.Append('\n');
                break;
            case XElement other:
                text.Append(Inline(other));
                break;
        }
    }

    /// <summary>A documentation id as a reader calls it: <c>M:System.Console.Write(System.Int32)</c> is Console.Write.</summary>
    private static string Short(string? id)
    {
        if (id is null)
            return "";
        var isMember = id is [not 'T' and not 'N', ':', ..];
        var name = id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('(')[0];
        var parts = Arity().Replace(name, "").Replace(".#ctor", "", StringComparison.Ordinal).Split('.');
        return string.Join('.', parts[^Math.Min(parts.Length, isMember ? 2 : 1)..]);
    }

    private string Bold(string text) => isMarkdown ? $"**{text}**" : text + ":";

    private string Code(string text) => isMarkdown ? $"`{text}`" : text;

    [GeneratedRegex(@"[ \t]{2,}")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\s*\r?\n\s*")]
    private static partial Regex LineBreaks();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();
}
