using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Notebooks;

/// <summary>Writes symbols as their declarations read, types with their namespaces and members as short as the cell may name them.</summary>
/// <param name="model">The compiler's understanding of the cell.</param>
/// <param name="position">The place in the cell.</param>
internal sealed class Signature(SemanticModel model, int position)
{
    /// <summary>A longer one has a line for each parameter.</summary>
    private const int MaxLine = 100;

    private static readonly SymbolDisplayFormat _format = new SymbolDisplayFormat(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        extensionMethodStyle: SymbolDisplayExtensionMethodStyle.InstanceMethod)
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance)
        .WithLocalOptions(SymbolDisplayLocalOptions.IncludeType | SymbolDisplayLocalOptions.IncludeConstantValue)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat _ownFormat = _format.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    private static readonly SymbolDisplayFormat _typeFormat = _format.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public string Of(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { ContainingType.IsScriptClass: true } => symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat.WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword)),
        INamespaceOrTypeSymbol => symbol.ToDisplayString(_typeFormat),
        IFieldSymbol { ContainingType.IsScriptClass: true } => Minimal(symbol, _ownFormat.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeModifiers)),
        { ContainingType.IsScriptClass: true } and not IMethodSymbol { ReducedFrom: not null } => Minimal(symbol, _ownFormat),
        IMethodSymbol { MethodKind: MethodKind.DelegateInvoke } => Minimal(symbol, _format.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeModifiers)),
        _ => Minimal(symbol, _format),
    };

    private string Minimal(ISymbol symbol, SymbolDisplayFormat format)
    {
        var parts = symbol.ToMinimalDisplayParts(model, position, format);
        var line = parts.ToDisplayString();
        return line.Length > MaxLine && symbol is IMethodSymbol { Parameters.Length: > 1 } ? OnLines(parts) : line;
    }

    /// <summary>Starts a line before each parameter.</summary>
    private static string OnLines(ImmutableArray<SymbolDisplayPart> parts)
    {
        const string NewLine = "\n    ";
        var text = new StringBuilder();
        // A tuple that is returned stands before the name, type parameters between the name and the parameters.
        var (isNamed, isInParameters, depth) = (false, false, 0);
        foreach (var part in parts)
        {
            isNamed |= part.Symbol is IMethodSymbol;
            if (!isNamed)
            {
                text.Append(part);
                continue;
            }

            var piece = part.ToString();
            depth += piece is "(" or "<" or "[" ? 1 : piece is ")" or ">" or "]" ? -1 : 0;
            isInParameters = depth > 0 && (isInParameters || piece == "(");
            var startsParameter = isInParameters && depth == 1 && (piece == "(" || (piece == " " && text[^1] == ','));
            text.Append(startsParameter ? piece.TrimEnd() + NewLine : piece);
        }

        return text.ToString();
    }
}
