using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive;

namespace Course.Notebooks;

/// <summary>Runs a cell's parts in their order and shows what they show.</summary>
internal sealed partial class CellRunner(
    SessionOptions options,
    ScriptRunner scripts,
    SessionOutputs outputs,
    SessionThread thread,
    PackageStore packages)
{
    private readonly MagicRunner _magics = new(options, scripts, outputs, thread);
    private readonly Stack<string> _importing = new();

    /// <summary>Runs a cell.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="name">What errors and stack traces call it.</param>
    /// <param name="count">Its number, which its result bears.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="Exception">It failed; whoever called puts that into words.</exception>
    public async Task RunAsync(string text, string name, int count, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var (parts, isTimed) = CellParser.Parse(text);
        _importing.Clear();
        for (var i = 0; i < parts.Count; i++)
        {
            int? resultOf = i == parts.Count - 1 ? count : null;
            await RunAsync(parts[i], name, resultOf, cancel).ConfigureAwait(false);
        }

        if (isTimed)
            outputs.Add(new DisplayOutput(MimeBundle.OfText(string.Create(CultureInfo.InvariantCulture, $"Wall time: {clock.Elapsed.TotalMilliseconds}ms"))));
    }

    private async Task RunAsync(CellPart part, string name, int? resultOf, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        switch (part)
        {
            case TextPart { Language: Magic.CSharp } code:
                await RunCodeAsync(code.Text, name, resultOf, cancel).ConfigureAwait(false);
                break;
            case TextPart text:
                await _magics.RunTextAsync(text, cancel).ConfigureAwait(false);
                break;
            case MagicPart { Line: { AsksForHelp: true } line }:
                outputs.Add(new DisplayOutput(MimeBundle.OfText($"{line.Magic.Usage}\n{line.Magic.Description}")));
                break;
            case MagicPart { Line: { Magic.Name: "#!import" } line }:
                await ImportAsync(line, name, cancel).ConfigureAwait(false);
                break;
            case MagicPart { Line: { Magic.Name: "#!set" or "#!share" } line }:
                await RunCodeAsync(await _magics.Values.DeclarationAsync(line).ConfigureAwait(false), name, null, cancel).ConfigureAwait(false);
                break;
            case MagicPart magic:
                await _magics.RunAsync(magic.Line, cancel).ConfigureAwait(false);
                break;
        }
    }

    private async Task RunCodeAsync(string code, string name, int? resultOf, CancellationToken cancel)
    {
        var submission = scripts.Compile(WithoutSources(code), name, cancel);
        if (ProblemText.Of(submission.Warnings, name) is { } warnings)
            outputs.Add(new DisplayOutput(MimeBundle.OfText(warnings)));
        var (hasValue, value) = await scripts.RunAsync(submission, cancel).ConfigureAwait(false);
        if (!hasValue || value is DisplayedValue)
            return;
        // On the session's thread: a formatter may run the cell's own code.
        var data = (MimeBundle)(await thread.RunAsync(() => Task.FromResult<object?>(outputs.Bundle(value)), cancel).ConfigureAwait(false))!;
        // A cell has one result; what its parts before the last one give is shown all the same.
        outputs.Add(resultOf is { } count ? new ResultOutput(count, data) : new DisplayOutput(data));
    }

    /// <summary>Takes <c>#i "nuget: …"</c> lines, which C# does not have, out of the code and to the package store.</summary>
    private string WithoutSources(string code) => !code.Contains("#i", StringComparison.Ordinal) ? code : SourceLine().Replace(code, match =>
    {
        packages.AddSource(match.Groups["source"].Value);
        return new string(' ', match.Length);
    });

    private async Task ImportAsync(MagicLine line, string from, CancellationToken cancel)
    {
        var name = MagicLine.Unquote(line.Option("--file") ?? line.Operand ?? throw line.Error($"Which file? {line.Magic.Usage}"));
        var path = Find(name, from) ?? throw line.Error($"There is no file '{name}'; relative paths start at {options.WorkingDirectory}.");
        if (_importing.Contains(path))
            throw line.Error($"{name} imports itself: {string.Join(" → ", _importing.Reverse().Append(path).Select(Path.GetFileName))}.");

        if (Path.GetExtension(path).Equals(".cs", StringComparison.OrdinalIgnoreCase) && LibraryCompiler.IsLibrary(await File.ReadAllTextAsync(path, cancel).ConfigureAwait(false)))
        {
            scripts.Import(path, cancel);
            return;
        }

        _importing.Push(path);
        foreach (var (partPath, part) in ImportedFile.Read(path, line).Parts)
            await RunAsync(part, partPath, null, cancel).ConfigureAwait(false);
        _importing.Pop();
    }

    /// <summary>A file beside the one that names it, or in the notebook's folder, or in the lessons' own.</summary>
    private string? Find(string name, string from) =>
        new[] { Path.GetDirectoryName(from), options.WorkingDirectory, options.LibraryDirectory }
            .Where(folder => !string.IsNullOrEmpty(folder))
            .Select(folder => Path.GetFullPath(name, Path.GetFullPath(folder!, options.WorkingDirectory)))
            .FirstOrDefault(File.Exists);

    [GeneratedRegex("""^[ \t]*#i[ \t]+"nuget:[ \t]*(?<source>[^"]+?)[ \t]*"[^\r\n]*""", RegexOptions.Multiline)]
    private static partial Regex SourceLine();
}
