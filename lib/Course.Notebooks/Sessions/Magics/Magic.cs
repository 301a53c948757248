using System.Text.RegularExpressions;

namespace Course.Notebooks;

/// <summary>A line of a cell that starts with <c>#!</c> and speaks to the session.</summary>
/// <param name="Name">Its name with <c>#!</c>.</param>
/// <param name="Usage">Its name with what may follow.</param>
/// <param name="Description">What it does, in a sentence.</param>
/// <param name="Language">The language of the lines that follow; null where it does something and the language stays.</param>
internal sealed partial record Magic(string Name, string Usage, string Description, string? Language = null)
{
    public const string CSharp = "csharp";
    public const string Html = "html";
    public const string JavaScript = "javascript";
    public const string Markdown = "markdown";
    public const string Value = "value";

    /// <summary>What heads a .dib file; not for use by hand.</summary>
    public const string Meta = "meta";

    /// <summary>All that the session knows, by name.</summary>
    public static IReadOnlyList<Magic> All { get; } =
    [
        new("#!about", "#!about", "Says which kernel this is and what it runs on."),
        new("#!csharp", "#!csharp (also #!c#)", "What follows is C#, the language of every cell at its start.", CSharp),
        new("#!html", "#!html", "What follows is HTML and is shown.", Html),
        new("#!import", "#!import [--file] FILE", "Runs a notebook (.ipynb, .dib) or a script (.csx), or makes the types of a C# file (.cs) known; shows .html, .md and .js files."),
        new("#!javascript", "#!javascript (also #!js)", "What follows is JavaScript and is run in the browser.", JavaScript),
        new("#!lsmagic", "#!lsmagic", "Lists these commands."),
        new("#!markdown", "#!markdown", "What follows is Markdown and is shown.", Markdown),
        new("#!set", "#!set --name NAME --value TEXT|@csharp:VARIABLE|@value:NAME|@input:\"PROMPT\"|@password:\"PROMPT\"", "Declares a variable and gives it a value."),
        new("#!share", "#!share --from value|csharp NAME [--as NAME]", "Declares a variable for what #!value keeps; C#'s own are there without it."),
        new("#!time", "#!time", "Shows how long the cell took."),
        new("#!value", "#!value --name NAME [--from-file FILE|--from-url URL|--from-value TEXT] [--mime-type TYPE]", "Keeps the text that follows, or that of a file, under a name that #!set can read; with a MIME type it is shown too.", Value),
        new("#!who", "#!who", "Shows the names of the variables."),
        new("#!whos", "#!whos", "Shows the variables with their types and values."),
    ];

    /// <summary>What a name stands for; null where it is none of the session's.</summary>
    public static Magic? Find(string name) => name switch
    {
        "#!c#" or "#!C#" or "#!cs" => Find("#!csharp"),
        "#!js" => Find("#!javascript"),
        "#!md" => Find("#!markdown"),
        "#!meta" => _meta,
        _ => All.FirstOrDefault(magic => magic.Name == name),
    };

    /// <summary>The options that may follow, as <see cref="Usage"/> has them.</summary>
    public IEnumerable<string> Options => OptionName().Matches(Usage).Select(match => match.Value);

    private static readonly Magic _meta = new("#!meta", "#!meta", "Heads a .dib file.", Meta);

    [GeneratedRegex(@"--[\w-]+")]
    private static partial Regex OptionName();
}
