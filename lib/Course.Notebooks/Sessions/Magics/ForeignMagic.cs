namespace Course.Notebooks;

/// <summary>Puts into words why a magic cannot be had: one of .NET Interactive's other languages, or one that nobody knows.</summary>
internal static class ForeignMagic
{
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
        _ => $"'{name}' is no command of this session. Did you mean {Nearest(name)}? #!lsmagic lists all.",
    };

    private static string Language(string name, string language) =>
        $"'{name}': {language} is a language of .NET Interactive that this session, which runs C#, does not have: remove the line and put what follows it into C#.";

    private static string Nearest(string name) =>
        Magic.All.Select(magic => magic.Name).MinBy(known => Distance(name.ToLowerInvariant(), known))!;

    /// <summary>How many letters are to be changed, added or taken away to make one text of the other.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (one[i - 1] == other[j - 1] ? 0 : 1), 1 + Math.Min(row[j], row[j - 1])));
        }

        return row[^1];
    }
}
