namespace Course.Notebooks;

/// <summary>Finds what could stand at a place in a cell: in C#, in a directive, or in a magic.</summary>
internal sealed class Completer(SubmissionCompiler compiler, SessionOptions options)
{
    private readonly CodeCompleter _code = new(compiler);
    private readonly DirectiveCompleter _directives = new(new PathCompleter(options));

    public Completion Complete(string source, int position, CancellationToken cancel)
    {
        var lineStart = position == 0 ? 0 : source.LastIndexOf('\n', position - 1) + 1;
        if (source.AsSpan(lineStart, position - lineStart).TrimStart().StartsWith('#'))
            return _directives.Complete(source, lineStart, position);
        var code = CellParser.CSharpOnly(source);
        // In a part that is not C# its text is blank.
        if (position > 0 && code[position - 1] != source[position - 1])
            return new Completion(position, position, []);
        return _code.Complete(code, position, cancel);
    }
}
