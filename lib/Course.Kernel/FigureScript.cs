using System.IO.Compression;
using Course.Notebooks;

namespace Course.Kernel;

/// <summary>
/// Carries plotly.js in the outputs of a notebook that runs unattended, so that pages made of it draw their figures
/// without a network. Where somebody is at the notebook, its page gets the script from the server instead.
/// </summary>
/// <param name="file">The file of plotly.js; null for none.</param>
internal sealed class FigureScript(string? file)
{
    private bool _isCarried;

    /// <summary>What is to be shown before an output: the script, before the session's first figure; else null.</summary>
    public DisplayOutput? Before(CellOutput output)
    {
        if (_isCarried || !File.Exists(file) || !IsFigure(output))
            return null;
        _isCarried = true;
        var data = new MimeBundle();
        // A figure's own script waits for this promise.
        data.Add(MimeBundle.Html, $$"""
            <script type="text/javascript">
            window.coursePlotly ??= (async () => {
              const packed = Uint8Array.from(atob("{{Packed(file)}}"), letter => letter.charCodeAt(0));
              const textContent = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
              document.head.append(Object.assign(document.createElement("script"), { textContent }));
            })();
            </script>
            """);
        data.Add(MimeBundle.PlainText, "");
        return new DisplayOutput(data);
    }

    private static bool IsFigure(CellOutput output) => output switch
    {
        DisplayOutput display => display.Data.Has(MimeBundle.Plotly),
        ResultOutput result => result.Data.Has(MimeBundle.Plotly),
        _ => false,
    };

    private static string Packed(string file)
    {
        using var packed = new MemoryStream();
        using (var target = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var source = File.OpenRead(file))
            source.CopyTo(target);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }
}
