using Course.Notebooks;
using Microsoft.CodeAnalysis;

namespace Course.Grading;

/// <summary>Compiles the cells of one submission in turn, without running them, each seeing what the accepted ones declared.</summary>
internal sealed class CellCompiler
{
    private const string HiddenProblem = "A hidden check does not compile with your answer: are its names, types and parameters as the task asks?";

    /// <summary>Two compilations that look up assemblies at the same time make two symbols of each, and a later cell may meet both.</summary>
    internal static readonly Lock OneAtATime = new();

    private readonly SubmissionCompiler _compiler;
    private readonly IReadOnlySet<string> _references;
    private readonly GraderOptions _options;
    private readonly IReadOnlyDictionary<string, Bindings>? _meanings;
    private readonly Dictionary<string, PlannedCell> _cells = new(StringComparer.Ordinal);

    /// <param name="compiler">The compiler, which has accepted no cell or those of the lesson's opening.</param>
    /// <param name="references">The files and packages that the lesson names.</param>
    /// <param name="meanings">What the lesson's own cells mean in the instructor's notebook; null for that notebook itself.</param>
    /// <param name="options">Which packages cells may name, and whether there is a fence.</param>
    public CellCompiler(SubmissionCompiler compiler, IReadOnlySet<string> references, IReadOnlyDictionary<string, Bindings>? meanings, GraderOptions options) =>
        (_compiler, _references, _meanings, _options) = (compiler, references, meanings, options);

    /// <summary>A compiler that has accepted the same cells, and goes on by itself.</summary>
    /// <param name="meanings">What the lesson's own cells mean in the instructor's notebook.</param>
    public CellCompiler Fork(IReadOnlyDictionary<string, Bindings> meanings)
    {
        var fork = new CellCompiler(_compiler.Fork(), _references, meanings, _options);
        foreach (var (assembly, cell) in _cells)
            fork._cells.Add(assembly, cell);
        return fork;
    }

    /// <summary>Compiles a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="cancel">Stops the compiler.</param>
    /// <exception cref="CellRefusedException">It does not compile, uses what it may not, or means something else than in the instructor's notebook.</exception>
    public CellCode Compile(PlannedCell cell, CancellationToken cancel)
    {
        var text = GradedText.Of(cell.Source);
        if (!cell.IsTrusted)
            GradedText.CheckDirectives(text, _references);
        var packages = GradedText.References(text).Select(GradedText.PackageOf).OfType<string>();
        if (packages.FirstOrDefault(package => !_options.ProvidedPackages.ContainsKey(package)) is { } missing)
            throw new CellRefusedException($"Graded work has only the packages that the course brings, and not '{missing}'.");

        var proving = cell.Role is CellRole.Check ? ProvingText.Of(text) : null;
        var (submission, references) = Compile(cell, text, proving, cancel);
        var meaning = cell.Role is CellRole.Locked or CellRole.Check ? Bindings.Of(Model(submission), submission.Cell, CellOf, cancel) : null;
        var problems = cell.IsTrusted ? Differences(cell, meaning) : Violations(submission, cancel);
        if (problems.Count > 0)
            throw new CellRefusedException(string.Join('\n', problems));
        return new(
            new(submission.Code?.Assembly ?? [], submission.Code?.Symbols ?? [], submission.Code?.TypeName ?? "", submission.Code?.MethodName ?? "", references, cell.Role is CellRole.Locked),
            submission,
            proving,
            meaning);
    }

    /// <summary>Makes what a cell declares visible to the next ones: it was run.</summary>
    public void Accept(PlannedCell cell, CellCode code)
    {
        _compiler.Accept(code.Submission);
        _cells[code.Submission.Compilation.AssemblyName!] = cell;
    }

    private static SemanticModel Model(Submission submission) => submission.Compilation.GetSemanticModel(submission.Tree);

    private PlannedCell? CellOf(string assembly) => _cells.GetValueOrDefault(assembly);

    private IReadOnlyList<string> Differences(PlannedCell cell, Bindings? meaning) =>
        meaning is not null && _meanings?.GetValueOrDefault(cell.Id) is { } meant ? Bindings.Differences(meant, meaning) : [];

    private List<string> Violations(Submission submission, CancellationToken cancel) =>
    [
        .. _options.Fenced && submission.Code is { } code ? Fence.Violations(code.Assembly) : [],
        .. LockedVariables.Writes(Model(submission), CellOf, cancel),
    ];

    private (Submission Submission, IReadOnlyList<string> References) Compile(PlannedCell cell, string text, ProvingText? proving, CancellationToken cancel)
    {
        var name = proving?.File ?? cell.Id;
        try
        {
            lock (OneAtATime)
            {
                var submission = _compiler.Compile(proving?.Text ?? text, name, cancel, allowUnsafe: cell.IsTrusted, hasSymbols: proving is null);
                return (submission, Files(submission));
            }
        }
        catch (CellCompilationException failure) when (proving is not null)
        {
            var sites = new CheckSites(cell.Source);
            var seen = failure.Errors.Where(error => error.Text is null || !sites.IsHidden(error.Text.Lines.GetLinePosition(error.Start).Line + 1)).ToList();
            throw new CellRefusedException(seen.Count == 0 ? HiddenProblem : string.Join('\n', ProblemText.Of(new CellCompilationException(seen), name).Traceback));
        }
        catch (CellCompilationException failure)
        {
            throw new CellRefusedException(string.Join('\n', ProblemText.Of(failure, name).Traceback));
        }
    }

    /// <summary>The files that the cell's directives stand for; of a package all its assemblies.</summary>
    private List<string> Files(Submission submission)
    {
        var named = submission.Compilation.DirectiveReferences.OfType<PortableExecutableReference>().Select(reference => reference.FilePath).OfType<string>();
        var packages = GradedText.References(submission.Tree.ToString()).Select(GradedText.PackageOf).OfType<string>().SelectMany(package => _options.ProvidedPackages[package]);
        return [.. named.Concat(packages).Distinct()];
    }
}
