using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>
/// Compiles cells, each seeing what the accepted ones before it declared. It uses Roslyn's script compilations
/// themselves rather than its scripting API, which makes new metadata for every cell (gigabytes in a thousand cells)
/// and links every cell to all before it, those that declare nothing too.
/// </summary>
internal sealed class SubmissionCompiler
{
    /// <summary>How the names of cells' assemblies start.</summary>
    public const string AssemblyPrefix = "cell-";

    private static readonly CSharpParseOptions _parseOptions = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private static readonly EmitOptions _emitOptions = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    /// <summary>What .NET Interactive's C# kernel imports, and its helpers (display, HTML) by their bare names.</summary>
    private static readonly string[] _usings =
    [
        "System",
        "System.Text",
        "System.Collections",
        "System.Collections.Generic",
        "System.Threading.Tasks",
        "System.Linq",
        "Microsoft.DotNet.Interactive.Kernel",
    ];

    private readonly CSharpCompilationOptions _options;
    private readonly SessionReferences _references;
    private readonly LookingReferences _lookingReferences;
    private readonly LibraryCompiler _libraries;
    private readonly string _sessionName = Guid.NewGuid().ToString("N");
    private readonly string _workingDirectory;
    private readonly int _stopNumber;
    private volatile CSharpCompilation? _previous;
    private int _number;

    /// <param name="references">Finds what cells reference.</param>
    /// <param name="workingDirectory">The folder of relative paths.</param>
    /// <param name="stopNumber">The session's number at <see cref="CellStop"/>.</param>
    public SubmissionCompiler(SessionReferences references, string workingDirectory, int stopNumber)
    {
        _references = references;
        _lookingReferences = new LookingReferences(references);
        _libraries = new LibraryCompiler(references, stopNumber);
        _workingDirectory = workingDirectory;
        _stopNumber = stopNumber;
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: _usings,
            // Optimized: a cell's loops are to run as fast as a library's.
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            metadataReferenceResolver: references,
            sourceReferenceResolver: new SourceFileResolver([], workingDirectory),
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
    }

    /// <summary>A compiler that has accepted the same cells, and goes on by itself.</summary>
    public SubmissionCompiler Fork() => new(_references, _workingDirectory, _stopNumber) { _previous = _previous, _number = _number };

    public static SyntaxTree Parse(string source, string path, CancellationToken cancel) =>
        CSharpSyntaxTree.ParseText(source, _parseOptions, path, Encoding.UTF8, cancel);

    /// <summary>Compiles a cell.</summary>
    /// <param name="source">The cell's C#.</param>
    /// <param name="path">What errors and stack traces call it.</param>
    /// <param name="cancel">Stops the compiler.</param>
    /// <param name="allowUnsafe">Whether it may have pointers.</param>
    /// <param name="hasSymbols">Whether stack traces can name its lines.</param>
    /// <exception cref="CellCompilationException">It does not compile.</exception>
    public Submission Compile(string source, string path, CancellationToken cancel, bool allowUnsafe = true, bool hasSymbols = true)
    {
        var further = _references.Further;
        try
        {
            var submission = CompileText(source, path, allowUnsafe, hasSymbols, cancel);
            _references.Keep();
            return submission;
        }
        catch
        {
            _references.Forget(further);
            throw;
        }
    }

    /// <summary>
    /// Compiles a C# file with namespaces and types of its own, which C# script does not have, to an assembly that
    /// later cells reference; null where it was compiled before and has not changed.
    /// </summary>
    /// <exception cref="CellCompilationException">It does not compile.</exception>
    public SubmissionCode? CompileLibrary(string path, CancellationToken cancel) =>
        _libraries.Compile(path, References(), $"{AssemblyPrefix}{_sessionName}-{Path.GetFileNameWithoutExtension(path)}", cancel);

    /// <summary>
    /// A cell's text as it would compile now, to be asked and not to be run: nothing is emitted, nothing restored, and
    /// the session stays as it is. May be called while a cell runs.
    /// </summary>
    public (SemanticModel Model, RewrittenText Cell) Look(string source, CancellationToken cancel)
    {
        var cell = InCSharpScript(new RewrittenText(Parse(source, "", cancel)));
        var further = _references.Further;
        var compilation = CSharpCompilation.CreateScriptCompilation(
            "look",
            cell.Tree,
            _previous is null ? SessionReferences.Default.AddRange(further) : further,
            _options.WithScriptClassName("Look").WithMetadataReferenceResolver(_lookingReferences),
            _previous,
            typeof(object));
        return (compilation.GetSemanticModel(cell.Tree), cell);
    }

    /// <summary>Makes what a submission declares visible to the next ones.</summary>
    public void Accept(Submission submission)
    {
        if (Declares(submission.Compilation))
            _previous = submission.Compilation;
    }

    /// <summary>Whether null is a cell's value rather than a sign of none: its last statement is an expression without a semicolon.</summary>
    public static bool HasResult(Submission submission, CancellationToken cancel)
    {
        var root = submission.Tree.GetCompilationUnitRoot(cancel);
        return root.Members.LastOrDefault(member => member is GlobalStatementSyntax) is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
            && submission.Compilation.GetSemanticModel(submission.Tree).GetTypeInfo(last.Expression, cancel).ConvertedType?.SpecialType != SpecialType.System_Void;
    }

    /// <summary>Writes what C# has and C# script has not in a way that it has.</summary>
    private static RewrittenText InCSharpScript(RewrittenText cell) => ExtensionMethods.Lift(WithExpressions.Enclose(cell));

    private Submission CompileText(string source, string path, bool allowUnsafe, bool hasSymbols, CancellationToken cancel)
    {
        _number++;
        var written = SourceText.From(source, Encoding.UTF8);
        var (kept, disposables) = UsingDeclarations.Keep(new RewrittenText(Parse(source, path, cancel)));
        var cell = InCSharpScript(kept);
        var compilation = Compilation(cell.Tree, allowUnsafe);
        var withChecks = StopChecks.Add(cell, _stopNumber, StopChecks.NeedModel(cell) ? compilation.GetSemanticModel(cell.Tree) : null);
        if (withChecks != cell && TryEmit(compilation, cell, withChecks, written, disposables, hasSymbols, cancel, out var submission, out _))
            return submission;
        // Errors are told of the text as it was written.
        if (!TryEmit(compilation, cell, cell, written, disposables, hasSymbols, cancel, out submission, out var errors))
            throw new CellCompilationException(errors);
        // What does not compile with all its checks may with those that need no types.
        return withChecks != cell && TryEmit(compilation, cell, StopChecks.Add(cell, _stopNumber, model: null), written, disposables, hasSymbols, cancel, out var withSome, out _) ? withSome : submission;
    }

    private CSharpCompilation Compilation(SyntaxTree tree, bool allowUnsafe)
    {
        CSharpCompilation compilation;
        ImmutableArray<MetadataReference> further;
        do
        {
            further = _references.Further;
            compilation = CSharpCompilation.CreateScriptCompilation(
                $"{AssemblyPrefix}{_sessionName}-{_number}",
                tree,
                _previous is null ? SessionReferences.Default.AddRange(further) : further,
                _options.WithScriptClassName($"Submission#{_number}").WithAllowUnsafe(allowUnsafe),
                _previous,
                typeof(object));
            _ = compilation.DirectiveReferences; // resolves the cell's directives
        }
        while (_references.Further.Length > further.Length); // they brought more than it was compiled with
        return compilation;
    }

    private bool TryEmit(
        CSharpCompilation plain,
        RewrittenText plainCell,
        RewrittenText cell,
        SourceText written,
        IReadOnlyList<string> disposables,
        bool hasSymbols,
        CancellationToken cancel,
        [NotNullWhen(true)] out Submission? submission,
        out IReadOnlyList<Problem> errors)
    {
        var compilation = cell == plainCell ? plain : plain.ReplaceSyntaxTree(plainCell.Tree, cell.Tree);
        var (assembly, symbols) = (new MemoryStream(), new MemoryStream());
        var emitted = compilation.Emit(assembly, hasSymbols ? symbols : null, options: hasSymbols ? _emitOptions : null, cancellationToken: cancel);

        var diagnostics = emitted.Diagnostics;
        SubmissionCode? code = null;
        if (emitted.Success)
        {
            var entryPoint = compilation.GetEntryPoint(cancel)!;
            code = new SubmissionCode(assembly.ToArray(), symbols.ToArray(), entryPoint.ContainingType.MetadataName, entryPoint.MetadataName);
        }
        else if (!diagnostics.Any(IsError))
        {
            // Roslyn emits nothing for a cell of directives alone, and does not say why.
            diagnostics = compilation.GetDiagnostics(cancel);
        }

        errors = [.. Problem.Of(diagnostics.Where(IsError), written, cell)
            .Select((error, i) => i < ProblemText.MaxErrors ? error with { Hint = CompilerHints.Find(error.Diagnostic, compilation, _workingDirectory) } : error)];
        submission = errors.Count > 0 ? null : new Submission(
            compilation,
            code,
            cell,
            disposables,
            Problem.Of(diagnostics.Where(ShownWarnings.IsShown).Where(warning => warning.Location.SourceTree == cell.Tree && !cell.IsPutIn(warning.Location.SourceSpan.Start)), written, cell));
        return submission is not null;
    }

    /// <summary>All that the next cell could name: what every cell references, and what the cells so far brought.</summary>
    private IEnumerable<MetadataReference> References()
    {
        var references = SessionReferences.Default.Concat(_references.Further);
        for (var cell = _previous; cell is not null; cell = cell.ScriptCompilationInfo?.PreviousScriptCompilation)
            references = references.Concat(cell.References);
        return references.Distinct();
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    /// <summary>
    /// Whether a later cell could see a trace of this one. One that only runs statements is not linked, so that a
    /// thousand of them cost no more than one.
    /// </summary>
    private static bool Declares(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.Length > 1
        || compilation.SyntaxTrees[0].GetCompilationUnitRoot() is { Usings.Count: > 0 } or { Externs.Count: > 0 }
        || !compilation.DirectiveReferences.IsEmpty
        || compilation.ScriptClass!.GetMembers().Any(member => !member.IsImplicitlyDeclared);
}
