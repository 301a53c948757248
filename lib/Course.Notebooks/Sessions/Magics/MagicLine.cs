using System.Text.RegularExpressions;

namespace Course.Notebooks;

/// <summary>A magic with its arguments.</summary>
/// <param name="Magic">The magic.</param>
/// <param name="Number">The number of its line, from 1.</param>
/// <param name="Arguments">What follows the name, divided at blanks outside of quotation marks.</param>
internal sealed partial record MagicLine(Magic Magic, int Number, IReadOnlyList<string> Arguments)
{
    public static MagicLine Parse(Magic magic, int number, string arguments) =>
        new(magic, number, [.. Argument().Matches(arguments).Select(match => match.Value)]);

    /// <summary>Whether the line asks what the magic does.</summary>
    public bool AsksForHelp => Arguments is ["-h" or "--help" or "-?"];

    /// <summary>The first argument that is neither an option nor an option's value, without its quotation marks; null where there is none.</summary>
    public string? Operand => Arguments
        .Where((argument, i) => !IsOption(argument) && (i == 0 || !IsOption(Arguments[i - 1])))
        .Select(Unquote)
        .FirstOrDefault();

    /// <summary>An option's value as it was written; null where the line does not have it.</summary>
    public string? Option(string name) =>
        Arguments.SkipWhile(argument => argument != name).Skip(1).FirstOrDefault()
        ?? Arguments.FirstOrDefault(argument => argument.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>An option's value, which must be there, as it was written.</summary>
    public string Required(string name) => Option(name) ?? throw Error($"{Magic.Name} needs {name}: {Magic.Usage}");

    /// <summary>An option that the magic does not have; null where there is none.</summary>
    public string? UnknownOption => Arguments
        .Where((argument, i) => IsOption(argument) && (i == 0 || !IsOption(Arguments[i - 1]) || Arguments[i - 1].Contains('=', StringComparison.Ordinal)))
        .Select(argument => argument.Split('=')[0])
        .FirstOrDefault(name => !Magic.Options.Contains(name));

    public static string Unquote(string text) => text is ['"', .., '"'] ? Regex.Unescape(text[1..^1]) : text;

    public CellException Error(string message) => new("MagicError", $"({Number},1): {message}");

    private static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

    [GeneratedRegex("""(?:[^\s"]|"(?:[^"\\]|\\.)*"?)+""")]
    private static partial Regex Argument();
}
