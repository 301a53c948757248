using System.Text.RegularExpressions;

namespace Course.Grading;

/// <summary>The list of what graded work may use, as <c>fence.txt</c> beside this file has it and explains it.</summary>
internal sealed class FenceRules
{
    private const string NotListed = "It is not on the list of what graded work may use.";

    private readonly List<Rule> _rules = [];

    private FenceRules(TextReader text)
    {
        var assemblies = Array.Empty<Pattern>();
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var (rest, reason) = Split(line, " — ");
            var (names, members) = Split(rest, ": ");
            var words = names.Split(' ');
            if (words[0] == "assembly")
                assemblies = [.. words[1..].Select(word => new Pattern(word, ".*"))];
            else
                _rules.Add(new(Enum.Parse<Kind>(words[0], ignoreCase: true), assemblies, Patterns(words[1..]), members is null ? null : Patterns(members.Split(' ')), reason));
        }
    }

    private enum Kind
    {
        Allow,
        Deny,
        Compiler,
    }

    /// <summary>The list that ships with the program.</summary>
    public static FenceRules Shipped { get; } = Read();

    /// <summary>Why a type or a member of it may not be used, a sentence; null where it may.</summary>
    /// <param name="used">What is used.</param>
    public string? Refusal(FenceUse used)
    {
        var refusal = NotListed;
        var type = used.Type;
        foreach (var rule in _rules)
        {
            if ((rule.Kind == Kind.Compiler && !used.ByCompiler) || !Matches(rule.Assemblies, used.Assembly, whole: true) || !Matches(rule.Names, type, whole: false))
                continue;
            if (rule.Members is not null && !(used.Member is null ? rule.Kind != Kind.Deny : rule.Members.Any(member => used.Names.Any(name => member.Is(name, whole: true)))))
                continue;
            refusal = rule.Kind == Kind.Deny ? rule.Reason ?? NotListed : null;
        }

        return refusal;
    }

    private static Pattern[] Patterns(string[] words) => [.. words.Select(word => new Pattern(word, "[^.]*"))];

    private static bool Matches(Pattern[] patterns, string name, bool whole)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Is(name, whole))
                return true;
        }

        return false;
    }

    private static (string Before, string? After) Split(string text, string at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var i ? (text[..i], text[(i + at.Length)..]) : (text, null);

    private static FenceRules Read()
    {
        using var text = new StreamReader(typeof(FenceRules).Assembly.GetManifestResourceStream("Course.Grading.fence.txt")!);
        return new FenceRules(text);
    }

    private sealed record Rule(Kind Kind, Pattern[] Assemblies, Pattern[] Names, Pattern[]? Members, string? Reason);

    /// <summary>A name, or all that a star in it stands for.</summary>
    private sealed class Pattern(string text, string star)
    {
        private readonly Regex? _stars = text.Contains('*', StringComparison.Ordinal)
            ? new Regex($@"^{Regex.Escape(text).Replace(@"\*", star, StringComparison.Ordinal)}(?<more>\..*)?$", RegexOptions.CultureInvariant)
            : null;

        /// <summary>Whether a name is this one or, where it need not be whole, lies within it.</summary>
        public bool Is(string name, bool whole)
        {
            if (_stars is not null)
                return _stars.Match(name) is { Success: true } match && (!whole || !match.Groups["more"].Success);
            return name.StartsWith(text, StringComparison.Ordinal) && (name.Length == text.Length || (!whole && name[text.Length] == '.'));
        }
    }
}
