using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Notebooks;

/// <summary>Finds what could stand at a place in C#.</summary>
internal sealed class CodeCompleter(SubmissionCompiler compiler)
{
    /// <summary>Takes the place of the word that is being written, so that what surrounds it parses as it will with a name there.</summary>
    private const string Placeholder = "__completed__";

    public Completion Complete(string source, int position, CancellationToken cancel)
    {
        var (start, end) = CellText.Word(source, position);
        var written = source[start..position];
        var nothing = new Completion(start, end, []);
        if (written.Length > 0 && char.IsDigit(written[0]))
            return nothing;

        var (model, cell) = compiler.Look(string.Concat(source.AsSpan(0, start), Placeholder, source.AsSpan(end)), cancel);
        var token = model.SyntaxTree.GetRoot(cancel).FindToken(cell.CurrentPosition(start));
        // In a comment or a string there is no such name; where a name is declared, any will do.
        if (token.ValueText != Placeholder || token.Parent is not SimpleNameSyntax name)
            return nothing;

        var choices = new CompletionChoices(written);
        var place = new CompletionPlace(model, name, cancel);
        place.AddTo(choices);
        return new Completion(start, end, choices.Ranked());
    }
}
