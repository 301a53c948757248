using System.Net;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Notebooks;

/// <summary>Does what magics say, and shows text that is not C#.</summary>
internal sealed class MagicRunner(SessionOptions options, ScriptRunner scripts, SessionOutputs outputs, SessionThread thread)
{
    /// <summary>Carries text into variables.</summary>
    public ValueMagics Values { get; } = new(options, outputs);

    /// <summary>Shows text in another language than C#, or keeps it.</summary>
    public async Task RunTextAsync(TextPart part, CancellationToken cancel)
    {
        switch (part.Language)
        {
            case Magic.Html:
                Show((MimeBundle.Html, part.Text), (MimeBundle.PlainText, part.Text));
                break;
            case Magic.Markdown:
                Show(("text/markdown", part.Text), (MimeBundle.PlainText, part.Text));
                break;
            case Magic.JavaScript:
                // In a function, so that it may await and its variables are its own; a text in it must not end the script.
                var script = part.Text.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);
                Show((MimeBundle.Html, $"<script type=\"text/javascript\">(async function () {{\n{script}\n}})();</script>"), (MimeBundle.PlainText, part.Text));
                break;
            case Magic.Value when part.Head is { } head:
                var value = await Values.KeepAsync(head, part.Text, cancel).ConfigureAwait(false);
                if (head.Option("--mime-type") is { } mimeType)
                    Show((MagicLine.Unquote(mimeType), value));
                break;
        }
    }

    /// <summary>Runs a command.</summary>
    public async Task RunAsync(MagicLine line, CancellationToken cancel)
    {
        switch (line.Magic.Name)
        {
            case "#!about":
                Show((MimeBundle.PlainText, About()));
                break;
            case "#!lsmagic":
                Show(
                    (MimeBundle.Html, $"<table><tbody>{string.Concat(Magic.All.Select(magic => $"<tr><td><code>{WebUtility.HtmlEncode(magic.Usage)}</code></td><td>{WebUtility.HtmlEncode(magic.Description)}</td></tr>"))}</tbody></table>"),
                    (MimeBundle.PlainText, string.Join('\n', Magic.All.Select(magic => $"{magic.Usage}\n    {magic.Description}"))));
                break;
            case "#!who":
                outputs.Add(new DisplayOutput(VariableTable.Names(scripts.Variables())));
                break;
            case "#!whos":
                // On the session's thread: a formatter may run the cells' own code.
                var table = await thread.RunAsync(() => Task.FromResult<object?>(VariableTable.Of(scripts.Variables(), value => value.ToDisplayString(PlainTextFormatter.MimeType))), cancel).ConfigureAwait(false);
                outputs.Add(new DisplayOutput((MimeBundle)table!));
                break;
        }
    }

    private static string About() =>
        $"C# (Course), version {typeof(CSharpSession).Assembly.GetName().Version?.ToString(3)}: C# script by Roslyn {Version(typeof(CSharpCompilation))}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";

    private static string? Version(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private void Show(params (string MimeType, string Text)[] representations)
    {
        var bundle = new MimeBundle();
        foreach (var (mimeType, text) in representations)
            bundle.Add(mimeType, text);
        outputs.Add(new DisplayOutput(bundle));
    }
}
