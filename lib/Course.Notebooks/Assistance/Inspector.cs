using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Notebooks;

/// <summary>Tells what a name in a cell is.</summary>
internal sealed class Inspector(SubmissionCompiler compiler)
{
    public Inspection? Inspect(string source, int position, CancellationToken cancel)
    {
        var model = compiler.Look(CellParser.CSharpOnly(source), cancel);
        var (start, _) = CellText.Word(source, position);
        var token = model.SyntaxTree.GetRoot(cancel).FindToken(start);
        if (!token.IsKind(SyntaxKind.IdentifierToken) || token.Parent is null)
            return null;
        var info = model.GetSymbolInfo(token.Parent, cancel);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? model.GetDeclaredSymbol(token.Parent, cancel);
        if (symbol is null)
            return null;
        var signature = symbol.ToDisplayString();
        return new Inspection($"```csharp\n{signature}\n```", signature);
    }
}
