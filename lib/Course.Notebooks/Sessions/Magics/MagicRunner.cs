using System.Net;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Notebooks;

/// <summary>Does what magics say, and shows text that is not C#.</summary>
internal sealed class MagicRunner(SessionOptions options, ScriptRunner scripts, SessionOutputs outputs, SessionThread thread)
{
    private static readonly HttpClient _http = new();

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

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
                await KeepAsync(head, part.Text, cancel).ConfigureAwait(false);
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
                outputs.Current.Add(new DisplayOutput(VariableTable.Names(scripts.Variables())));
                break;
            case "#!whos":
                // On the session's thread: a formatter may run the cells' own code.
                var table = await thread.RunAsync(() => Task.FromResult<object?>(VariableTable.Of(scripts.Variables(), value => value.ToDisplayString(PlainTextFormatter.MimeType))), cancel).ConfigureAwait(false);
                outputs.Current.Add(new DisplayOutput((MimeBundle)table!));
                break;
        }
    }

    /// <summary>The C# that declares what <c>#!set</c> or <c>#!share</c> asks for.</summary>
    public async Task<string> DeclarationAsync(MagicLine line)
    {
        var (name, value) = line.Magic.Name == "#!share" ? Shared(line) : (MagicLine.Unquote(line.Required("--name")), line.Required("--value"));
        if (!SyntaxFacts.IsValidIdentifier(name))
            throw line.Error($"'{name}' is no name for a variable.");
        // C#'s own variable under its own name.
        return value == "@csharp:" + name ? "" : $"var @{name} = {await ExpressionAsync(line, value).ConfigureAwait(false)};";
    }

    private static (string Name, string Value) Shared(MagicLine line)
    {
        var name = line.Operand ?? throw line.Error($"Which variable? {line.Magic.Usage}");
        return (line.Option("--as") ?? name, $"@{line.Required("--from")}:{name}");
    }

    private async Task<string> ExpressionAsync(MagicLine line, string value)
    {
        if (value is not ['@', .. var reference])
            return Literal(MagicLine.Unquote(value));
        var (source, argument) = reference.Split(':', 2) is [var first, var second] ? (first, second) : (reference, "");
        switch (source)
        {
            case "input" or "password":
                var answer = await outputs.ReadAsync(Prompt(argument), source == "password").ConfigureAwait(false);
                return answer is null ? throw line.Error("Nothing was entered.") : Literal(answer);
            case Magic.CSharp or "c#" when SyntaxFacts.IsValidIdentifier(argument):
                return "@" + argument;
            case "value":
                return Literal(_values.GetValueOrDefault(argument) ?? throw line.Error($"#!value keeps nothing under the name '{argument}'."));
            default:
                throw line.Error($"'{value}' is no value. {line.Magic.Usage}");
        }
    }

    private static string Prompt(string argument) =>
        argument is ['{', ..] ? PythonText.Join((JsonNode.Parse(argument) as JsonObject)?["prompt"]) ?? "" : MagicLine.Unquote(argument);

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private async Task KeepAsync(MagicLine line, string text, CancellationToken cancel)
    {
        var name = MagicLine.Unquote(line.Required("--name"));
        try
        {
            _values[name] = line switch
            {
                _ when line.Option("--from-value") is { } value => MagicLine.Unquote(value),
                _ when line.Option("--from-file") is { } file => await File.ReadAllTextAsync(Path.GetFullPath(MagicLine.Unquote(file), options.WorkingDirectory), cancel).ConfigureAwait(false),
                _ when line.Option("--from-url") is { } address => await _http.GetStringAsync(new Uri(MagicLine.Unquote(address)), cancel).ConfigureAwait(false),
                _ => text,
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException or UriFormatException)
        {
            throw line.Error(error.Message);
        }

        if (line.Option("--mime-type") is { } mimeType)
            Show((MagicLine.Unquote(mimeType), _values[name]));
    }

    private static string About() =>
        $"C# (Course), version {typeof(CSharpSession).Assembly.GetName().Version?.ToString(3)}: C# script by Roslyn {Version(typeof(CSharpCompilation))}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";

    private static string? Version(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private void Show(params (string MimeType, string Text)[] representations)
    {
        var bundle = new MimeBundle();
        foreach (var (mimeType, text) in representations)
            bundle.Add(mimeType, text);
        outputs.Current.Add(new DisplayOutput(bundle));
    }
}
