namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Shows <see cref="LaTeXString"/> as <c>text/latex</c>, and as it was written where that is not known.</summary>
internal sealed class LaTeXStringFormatterSource : ITypeFormatterSource
{
    private const string LaTeX = "text/latex";

    public IEnumerable<ITypeFormatter> CreateTypeFormatters()
    {
        Formatter.SetPreferredMimeTypesFor(typeof(LaTeXString), LaTeX);
        return [new AsWritten(LaTeX), new AsWritten(PlainTextFormatter.MimeType)];
    }

    private sealed class AsWritten(string mimeType) : TypeFormatter<LaTeXString>
    {
        public override string MimeType => mimeType;

        public override bool Format(LaTeXString value, FormatContext context)
        {
            context.Writer.Write(value);
            return true;
        }
    }
}
