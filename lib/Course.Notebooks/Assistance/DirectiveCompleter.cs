using System.Text.RegularExpressions;

namespace Course.Notebooks;

/// <summary>Completes lines that start with <c>#</c>: names, paths, packages and options.</summary>
internal sealed partial class DirectiveCompleter(PathCompleter paths)
{
    private static readonly string[] _importable = [".ipynb", ".dib", ".csx", ".cs", ".html", ".md", ".js"];

    private static readonly string[] _directives =
        ["#r", "#load", "#i", "#if", "#else", "#elif", "#endif", "#define", "#undef", "#region", "#endregion", "#nullable", "#pragma", "#warning", "#error"];

    public Completion Complete(string source, int lineStart, int position)
    {
        var line = source[lineStart..position];
        if (Name().Match(line) is { Success: true } name)
            return Names(source, lineStart + name.Groups["name"].Index, position);
        if (Package().Match(line) is { Success: true } package)
        {
            var version = package.Groups["version"];
            var text = version.Success ? version : package.Groups["name"];
            return Items(lineStart + text.Index, position, PackageCatalog.Complete(package.Groups["name"].Value, version.Success ? version.Value : null));
        }

        if (File().Match(line) is { Success: true } file)
            return paths.Complete(file.Groups["path"].Value, position, file.Groups["kind"].Value switch { "#r" => [".dll", ".exe"], "#load" => [".csx", ".cs"], _ => _importable });
        if (Option().Match(line) is { Success: true } option && Magic.Find(option.Groups["magic"].Value) is { } magic)
            return Items(lineStart + option.Groups["option"].Index, position, magic.Options.Select(name => new CompletionItem(name, "keyword")).Where(item => item.Text.StartsWith(option.Groups["option"].Value, StringComparison.Ordinal)));
        return new Completion(position, position, []);
    }

    private static Completion Names(string source, int start, int position)
    {
        var written = source[start..position];
        var end = position + source.Skip(position).TakeWhile(char.IsLetter).Count();
        var items = Magic.All.Select(magic => new CompletionItem(magic.Name, "magic")).Concat(_directives.Select(text => new CompletionItem(text, "keyword")));
        return Items(start, end, items.Where(item => item.Text.StartsWith(written, StringComparison.OrdinalIgnoreCase)));
    }

    private static Completion Items(int start, int end, IEnumerable<CompletionItem> items) => new(start, end, [.. items]);

    [GeneratedRegex(@"^\s*(?<name>#!?[\w#-]*)$")]
    private static partial Regex Name();

    [GeneratedRegex("""^\s*#r\s+"nuget:\s*(?<name>[\w.-]*)(?:\s*,\s*(?<version>[^"]*))?$""")]
    private static partial Regex Package();

    [GeneratedRegex("""^\s*(?:(?<kind>#r|#load)\s+"(?<path>[^"]*)|(?<kind>#!import)\s+(?:--file\s+)?"?(?<path>[^"]*))$""")]
    private static partial Regex File();

    [GeneratedRegex(@"^\s*(?<magic>#![\w#]+)\s(?:.*\s)?(?<option>-[\w-]*)$")]
    private static partial Regex Option();
}
