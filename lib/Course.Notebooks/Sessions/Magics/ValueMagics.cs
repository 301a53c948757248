using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Notebooks;

/// <summary>Carries text into variables: <c>#!value</c>, <c>#!set</c> and <c>#!share</c>.</summary>
internal sealed class ValueMagics(SessionOptions options, SessionOutputs outputs)
{
    private static readonly HttpClient _http = new();

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Keeps the text that <c>#!value</c> means under the name that it gives.</summary>
    /// <returns>The text.</returns>
    public async Task<string> KeepAsync(MagicLine line, string text, CancellationToken cancel)
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

        return _values[name];
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
}
