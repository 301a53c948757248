using Course.Notebooks;
using Microsoft.CodeAnalysis;

namespace Course.Grading;

/// <summary>
/// Puts into words what symbols mean. Overloads of one name mean the same, and so do all types of numbers: which of them
/// an answer has is the check's business.
/// </summary>
/// <param name="here">The assembly of the cell whose names are asked for.</param>
/// <param name="cellOf">The cell that an assembly is of; null for the framework and libraries.</param>
internal sealed class Meanings(IAssemblySymbol here, Func<string, PlannedCell?> cellOf)
{
    private static readonly SymbolDisplayFormat _short = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>What a name, an operator or a call means.</summary>
    public Meaning Of(ISymbol symbol)
    {
        symbol = (symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol).OriginalDefinition;
        if (symbol is ITypeSymbol type)
            return OfType(type) with { IsType = false };
        if (symbol is INamespaceSymbol)
            return new($"namespace {symbol}", MeaningOrigin.Library, symbol.ToString()!);
        if (symbol is IMethodSymbol { MethodKind: MethodKind.BuiltinOperator })
            return new("operator", MeaningOrigin.Library, symbol.Name);
        if (symbol is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } && !IsHere(symbol) && OfType(symbol.ContainingType) is var owner)
            return owner with { Key = $"{symbol.Name} of {owner.Key}" };
        if (symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ILabelSymbol or IDiscardSymbol || IsHere(symbol))
            return new("here", MeaningOrigin.Here, symbol.Name);
        var name = symbol is IFieldSymbol { CorrespondingTupleField.Name: var item } ? item : symbol.Name;
        var container = symbol.ContainingType is { IsScriptClass: false } outer ? OfType(outer).Key + "." : "";
        return With(symbol, $"{symbol.Kind} {container}{name}", symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType.Name : symbol.Name);
    }

    /// <summary>What a type means.</summary>
    public Meaning OfType(ITypeSymbol type) => new(Key(type), Origin(type), type.ToDisplayString(_short), IsType: true);

    private string Key(ITypeSymbol type) => type switch
    {
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => "number",
        IArrayTypeSymbol array => $"{Key(array.ElementType)}[{array.Rank}]",
        INamedTypeSymbol { IsTupleType: true } tuple => $"({string.Join(", ", tuple.TupleElements.Select(element => Key(element.Type)))})",
        INamedTypeSymbol { IsAnonymousType: true } => $"{Place(type)} anonymous",
        INamedTypeSymbol named => $"{Place(type)} {Container(named)}{named.MetadataName}<{string.Join(", ", named.TypeArguments.Select(Key))}>",
        ITypeParameterSymbol parameter => $"type parameter {parameter.Name}",
        _ => type.ToDisplayString(),
    };

    private string Container(INamedTypeSymbol type) => type switch
    {
        { ContainingType: { IsScriptClass: false } outer } => $"{Key(outer)}.",
        { ContainingNamespace: { IsGlobalNamespace: false } space } => $"{space}.",
        _ => "",
    };

    private Meaning With(ISymbol symbol, string key, string name) => new($"{Place(symbol)} {key}", Origin(symbol), name);

    private string Place(ISymbol symbol) => IsHere(symbol) ? "here" : Cell(symbol) switch
    {
        null => "library",
        { Role: CellRole.Locked or CellRole.Check, Id: var id } => $"lesson {id}",
        _ => "student",
    };

    private MeaningOrigin Origin(ISymbol symbol) => symbol switch
    {
        IArrayTypeSymbol array => Origin(array.ElementType),
        INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } named => arguments.Select(Origin).Append(Declared(named)).Max(),
        _ => Declared(symbol),
    };

    private MeaningOrigin Declared(ISymbol symbol) => IsHere(symbol) ? MeaningOrigin.Here : Cell(symbol) switch
    {
        null => MeaningOrigin.Library,
        { Role: CellRole.Locked or CellRole.Check } => MeaningOrigin.Lesson,
        _ => MeaningOrigin.Student,
    };

    private bool IsHere(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, here);

    private PlannedCell? Cell(ISymbol symbol) => symbol.ContainingAssembly is { } assembly ? cellOf(assembly.Name) : null;
}
