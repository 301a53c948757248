namespace Course.Notebooks;

/// <summary>Puts into words why a magic cannot be had: one of .NET Interactive's other languages, or one that nobody knows.</summary>
internal static class ForeignMagic
{
    /// <summary>The least that tells what was meant: <c>#!</c> and three letters.</summary>
    private const int ShortestStart = 5;

    public static string Describe(string name) => name switch
    {
        "#!fsharp" or "#!f#" or "#!F#" => Language(name, "F#"),
        "#!pwsh" or "#!powershell" => Language(name, "PowerShell") + " A command is run by System.Diagnostics.Process.Start.",
        "#!sql" or "#!kql" => Language(name, name == "#!sql" ? "SQL" : "KQL") + " A database's own package (#r \"nuget: …\") runs queries from C#.",
        "#!python" or "#!r" or "#!R" or "#!bash" => Language(name, name[2..]),
        "#!http" => Language(name, "HTTP requests") + " System.Net.Http.HttpClient sends them from C#.",
        "#!mermaid" => Language(name, "Mermaid") + " Draw with Plotly, or show an SVG picture with #!html.",
        "#!connect" => $"'{name}' starts other kernels, and this session is C# alone: remove the line, and put what ran there into C#.",
        "#!aspnet" or "#!aspnet-stop" or "#!inspect" or "#!explain" or "#!record" or "#!linqify" or "#!nuget-restore" or "#!start-lesson" or "#!model-answer" =>
            $"'{name}' belongs to an extension of .NET Interactive that this session does not have: remove the line.",
        _ => $"'{name}' is no command of this session.{(Nearest(name) is { } nearest ? $" Did you mean {nearest}?" : "")} #!lsmagic lists all.",
    };

    private static string Language(string name, string language) =>
        $"'{name}': {language} is a language of .NET Interactive that this session, which runs C#, does not have: remove the line and put what follows it into C#.";

    /// <summary>The command that was probably meant: one that differs by a slip of a finger, or that is cut short; null where there is none.</summary>
    private static string? Nearest(string name)
    {
        name = name.ToLowerInvariant();
        return Magic.All.Select(magic => magic.Name).FirstOrDefault(known => IsSlip(name, known) || IsCutShort(name, known) || IsCutShort(known, name));
    }

    private static bool IsCutShort(string name, string whole) => name.Length >= ShortestStart && whole.StartsWith(name, StringComparison.Ordinal);

    /// <summary>Whether a letter too much, too few or wrong, or two that changed places, make one text of the other.</summary>
    private static bool IsSlip(string one, string other)
    {
        if (one.Length > other.Length)
            (one, other) = (other, one);
        var same = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var (restOfOne, restOfOther) = (one[same..], other[same..]);
        return (other.Length - one.Length) switch
        {
            0 => restOfOne.Length == 0 || restOfOne[1..] == restOfOther[1..]
                || restOfOne.Length > 1 && restOfOne[0] == restOfOther[1] && restOfOne[1] == restOfOther[0] && restOfOne[2..] == restOfOther[2..],
            1 => restOfOne == restOfOther[1..],
            _ => false,
        };
    }
}
