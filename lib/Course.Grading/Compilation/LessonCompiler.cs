using Course.Notebooks;

namespace Course.Grading;

/// <summary>
/// Compiles a lesson once, and then submissions of it: it knows what each of the lesson's own cells means in the
/// instructor's notebook, and has the cells that come before the first answer compiled already.
/// </summary>
internal sealed class LessonCompiler
{
    private readonly GraderOptions _options;
    private readonly HashSet<string> _references;
    private readonly SubmissionCompiler _compiler;
    private readonly CellCompiler _afterOpening;
    private readonly Dictionary<string, Bindings> _meanings = new(StringComparer.Ordinal);

    /// <param name="folder">The folder from which relative paths are taken.</param>
    /// <param name="source">The lesson's cells with its solutions.</param>
    /// <param name="options">Where the libraries are.</param>
    /// <exception cref="GradingException">The lesson does not compile.</exception>
    public LessonCompiler(string folder, GradingPlan source, GraderOptions options)
    {
        _options = options;
        var packages = new PackageStore(new SessionOptions { ProvidedPackages = options.ProvidedPackages, WorkingDirectory = folder }, _ => { });
        var references = new SessionReferences(folder, options.LibraryDirectory, new SessionLoadContext(), packages);
        _compiler = new SubmissionCompiler(references, folder, ExecutorSession.StopNumber);
        _references = [.. source.Cells.Where(cell => cell.Role is not CellRole.Manual).SelectMany(cell => GradedText.References(CellParser.CSharpOnly(cell.Source)))];
        var cells = new NeededCells(source.Cells).All.Select(i => source.Cells[i]).ToList();
        Opening = [.. cells.TakeWhile(cell => cell.Role is CellRole.Locked or CellRole.Other)];

        var compiler = new CellCompiler(_compiler.Fork(), _references, null, options);
        OpeningCode = [.. Opening.Select(cell => Compile(compiler, cell)!)];
        _afterOpening = compiler.Fork(_meanings);
        foreach (var cell in cells.Skip(Opening.Count))
            Compile(compiler, cell);
    }

    /// <summary>The lesson's cells that are run before the first answer.</summary>
    public IReadOnlyList<PlannedCell> Opening { get; }

    /// <summary>Their code.</summary>
    public IReadOnlyList<CellCode> OpeningCode { get; }

    /// <summary>Begins a submission whose first cells are the <see cref="Opening"/>.</summary>
    public CellCompiler BeginAfterOpening() => _afterOpening.Fork(_meanings);

    /// <summary>Begins a submission that has cells of its own before them.</summary>
    public CellCompiler Begin() => new(_compiler.Fork(), _references, _meanings, _options);

    private CellCode? Compile(CellCompiler compiler, PlannedCell cell)
    {
        try
        {
            var code = compiler.Compile(cell, CancellationToken.None);
            compiler.Accept(cell, code);
            if (code.Meaning is { } meaning)
                _meanings[cell.Id] = meaning;
            return code;
        }
        // One's own work may be a lesson without solutions, whose checks need not compile.
        catch (CellRefusedException) when (!_options.Fenced && cell.Role is (CellRole.Check or CellRole.Solution))
        {
            return null;
        }
        catch (CellRefusedException refused)
        {
            throw new GradingException($"The lesson's own cell '{cell.Id}' does not compile:\n{refused.Message}");
        }
    }
}
