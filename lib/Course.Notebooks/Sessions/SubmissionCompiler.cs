using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace Course.Notebooks;

/// <summary>
/// Compiles cells, each seeing what the accepted ones before it declared. It uses Roslyn's script compilations
/// themselves rather than its scripting API, which makes new metadata for every cell (gigabytes in a thousand cells)
/// and links every cell to all before it, those that declare nothing too.
/// </summary>
internal sealed class SubmissionCompiler
{
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
    private readonly string _sessionName = Guid.NewGuid().ToString("N");
    private CSharpCompilation? _previous;
    private int _number;

    public SubmissionCompiler(SessionReferences references, string workingDirectory)
    {
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: _usings,
            // Optimized: a cell's loops are to run as fast as a library's.
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            warningLevel: 0,
            generalDiagnosticOption: ReportDiagnostic.Suppress,
            metadataReferenceResolver: references,
            sourceReferenceResolver: new SourceFileResolver([], workingDirectory),
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
    }

    public static SyntaxTree Parse(string source, string path, CancellationToken cancel) =>
        CSharpSyntaxTree.ParseText(source, _parseOptions, path, Encoding.UTF8, cancel);

    /// <summary>Compiles a cell.</summary>
    /// <exception cref="CellCompilationException">It does not compile.</exception>
    public Submission Compile(SyntaxTree tree, CancellationToken cancel)
    {
        var name = $"cell-{_sessionName}-{++_number}";
        var compilation = CSharpCompilation.CreateScriptCompilation(
            name,
            tree,
            _previous is null ? SessionReferences.Default : null,
            _options.WithScriptClassName($"Submission#{_number}"),
            _previous,
            typeof(object));

        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(assembly, symbols, options: _emitOptions, cancellationToken: cancel);
        if (!emitted.Success)
            throw new CellCompilationException(emitted.Diagnostics);

        var entryPoint = compilation.GetEntryPoint(cancel)!;
        return new Submission(
            name,
            compilation,
            assembly.ToArray(),
            symbols.ToArray(),
            entryPoint.ContainingType.MetadataName,
            entryPoint.MetadataName,
            HasResult(compilation, tree, cancel));
    }

    /// <summary>Makes what a submission declares visible to the next ones.</summary>
    public void Accept(Submission submission)
    {
        if (Declares(submission.Compilation))
            _previous = submission.Compilation;
    }

    /// <summary>
    /// Whether a later cell could see a trace of this one. One that only runs statements is not linked, so that a
    /// thousand of them cost no more than one.
    /// </summary>
    private static bool Declares(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.Length > 1
        || compilation.SyntaxTrees[0].GetCompilationUnitRoot() is { Usings.Count: > 0 } or { Externs.Count: > 0 }
        || !compilation.DirectiveReferences.IsEmpty
        || compilation.ScriptClass!.GetMembers().Any(member => !member.IsImplicitlyDeclared);

    /// <summary>Whether the cell's last statement is an expression without a semicolon, or there is a return.</summary>
    private static bool HasResult(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancel)
    {
        var root = tree.GetCompilationUnitRoot(cancel);
        if (root.Members.LastOrDefault(member => member is GlobalStatementSyntax) is GlobalStatementSyntax
            {
                Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last
            })
        {
            var type = compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression, cancel).ConvertedType;
            return type?.SpecialType != SpecialType.System_Void;
        }

        return root.DescendantNodes(node => node is CompilationUnitSyntax or GlobalStatementSyntax or StatementSyntax)
            .Any(node => node is ReturnStatementSyntax { Expression: not null });
    }
}
