using Course.Notebooks;
using Microsoft.CodeAnalysis;

namespace Course.Grading;

/// <summary>Compiles the cells of one submission in turn, without running them, each seeing what the accepted ones declared.</summary>
internal sealed class CellCompiler
{
    private const string HiddenProblem = "A hidden check does not compile with your answer: are its names, types and parameters as the task asks?";

    /// <summary>Two compilations that look up assemblies at the same time make two symbols of each, and a later cell may meet both.</summary>
    private static readonly Lock _oneAtATime = new();

    private readonly SubmissionCompiler _compiler;
    private readonly IReadOnlySet<string> _references;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _packages;
    private readonly Dictionary<string, PlannedCell> _cells = new(StringComparer.Ordinal);

    /// <param name="compiler">The compiler, which has accepted no cell or those of the lesson's opening.</param>
    /// <param name="references">The files and packages that the lesson names.</param>
    /// <param name="packages">The packages that cells may name.</param>
    public CellCompiler(
        SubmissionCompiler compiler,
        IReadOnlySet<string> references,
        IReadOnlyDictionary<string, IReadOnlyList<string>> packages) => (_compiler, _references, _packages) = (compiler, references, packages);

    /// <summary>A compiler that has accepted the same cells, and goes on by itself.</summary>
    public CellCompiler Fork()
    {
        var fork = new CellCompiler(_compiler.Fork(), _references, _packages);
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
        if (GradedText.References(text).Select(GradedText.PackageOf).FirstOrDefault(package => package is not null && !_packages.ContainsKey(package)) is { } missing)
            throw new CellRefusedException($"Graded work has only the packages that the course brings, and not '{missing}'.");

        var proving = cell.Role is CellRole.Check ? ProvingText.Of(text) : null;
        var (submission, references) = Compile(cell, text, proving, cancel);
        return new(
            new(submission.Code?.Assembly ?? [], submission.Code?.Symbols ?? [], submission.Code?.TypeName ?? "", submission.Code?.MethodName ?? "", references), submission, proving);
    }

    /// <summary>Makes what a cell declares visible to the next ones: it was run.</summary>
    public void Accept(PlannedCell cell, CellCode code)
    {
        _compiler.Accept(code.Submission);
        _cells[code.Submission.Compilation.AssemblyName!] = cell;
    }

    private (Submission Submission, IReadOnlyList<string> References) Compile(PlannedCell cell, string text, ProvingText? proving, CancellationToken cancel)
    {
        var name = proving?.File ?? cell.Id;
        try
        {
            lock (_oneAtATime)
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
        var packages = GradedText.References(submission.Tree.ToString()).Select(GradedText.PackageOf).OfType<string>().SelectMany(package => _packages[package]);
        return [.. named.Concat(packages).Distinct()];
    }
}
