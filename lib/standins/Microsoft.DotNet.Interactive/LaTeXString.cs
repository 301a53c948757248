namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>A formula in LaTeX, which is shown as such.</summary>
[TypeFormatterSource(typeof(LaTeXStringFormatterSource))]
public class LaTeXString
{
    private readonly string _latexCode;

    public LaTeXString(string latexCode)
    {
        ArgumentNullException.ThrowIfNull(latexCode);
        _latexCode = latexCode;
    }

    public static implicit operator LaTeXString(string source) => new(source);

    public override string ToString() => _latexCode;
}
