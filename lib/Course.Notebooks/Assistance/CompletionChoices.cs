using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Notebooks;

/// <summary>Collects what could complete a word, and puts the likeliest first.</summary>
/// <param name="written">The part of the word that is written.</param>
internal sealed class CompletionChoices(string written)
{
    /// <summary>More than anyone reads; a name comes up by its first letters.</summary>
    private const int MaxItems = 500;

    private const int RankOfKeyword = 3;

    private static readonly string[] _keywords =
        [.. SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds())
            .Where(kind => kind is not (SyntaxKind.MakeRefKeyword or SyntaxKind.RefTypeKeyword or SyntaxKind.RefValueKeyword or SyntaxKind.ArgListKeyword))
            .Select(SyntaxFacts.GetText)
            .Where(text => text.Length > 0 && text.All(char.IsAsciiLetterLower))];

    private readonly Dictionary<string, (CompletionItem Item, int Rank)> _choices = new(StringComparer.Ordinal);

    /// <summary>Adds a symbol that can be named and is meant to be.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="rank">Its place: a lower one comes first.</param>
    /// <param name="text">What it is called here, where that is not its name.</param>
    public void Add(ISymbol symbol, int rank, string? text = null)
    {
        text ??= symbol.Name;
        if (symbol.CanBeReferencedByName && Matches(text) && !IsHidden(symbol))
            Add(text, Kind(symbol), rank);
    }

    public void Add(string text, string kind, int rank)
    {
        if (Matches(text) && (!_choices.TryGetValue(text, out var other) || other.Rank > rank))
            _choices[text] = (new CompletionItem(text, kind), rank);
    }

    public void AddKeywords()
    {
        foreach (var keyword in _keywords)
            Add(keyword, "keyword", RankOfKeyword);
    }

    public IReadOnlyList<CompletionItem> Ranked() =>
        [.. _choices.Values
            .OrderBy(choice => !choice.Item.Text.StartsWith(written, StringComparison.OrdinalIgnoreCase))
            .ThenBy(choice => choice.Rank)
            .ThenBy(choice => !choice.Item.Text.StartsWith(written, StringComparison.Ordinal))
            .ThenBy(choice => choice.Item.Text, StringComparer.OrdinalIgnoreCase)
            .ThenBy(choice => choice.Item.Text, StringComparer.Ordinal)
            .Select(choice => choice.Item)
            .Take(MaxItems)];

    /// <summary>Whether what is written starts the text, or its humps: <c>WL</c> or <c>wrLi</c> for <c>WriteLine</c>.</summary>
    private bool Matches(string text) => text.StartsWith(written, StringComparison.OrdinalIgnoreCase) || MatchesHumps(text, 0, 0);

    private bool MatchesHumps(string text, int at, int of)
    {
        if (of == written.Length)
            return true;
        for (var i = at; i < text.Length; i++)
        {
            // The first letter stands first; what follows goes on in its hump or starts one.
            var mayStart = i == 0 || (i == at && at > 0) || char.IsUpper(text[i]) || text[i - 1] == '_';
            if (mayStart && char.ToLowerInvariant(text[i]) == char.ToLowerInvariant(written[of]) && MatchesHumps(text, i + 1, of + 1))
                return true;
            if (of == 0)
                return false;
        }

        return false;
    }

    private static bool IsHidden(ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name switch
    {
        "EditorBrowsableAttribute" => attribute.ConstructorArguments is [{ Value: 1 }], // EditorBrowsableState.Never
        "ObsoleteAttribute" => true,
        _ => false,
    });

    private static string Kind(ISymbol symbol) => symbol switch
    {
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IEventSymbol => "event",
        IFieldSymbol { ContainingType.IsScriptClass: true } or ILocalSymbol or IRangeVariableSymbol => "variable",
        IFieldSymbol => "field",
        IParameterSymbol => "parameter",
        INamespaceSymbol => "namespace",
        INamedTypeSymbol type => type.TypeKind.ToString().ToLowerInvariant(),
        IAliasSymbol { Target: { } target } => Kind(target),
        _ => "class",
    };
}
