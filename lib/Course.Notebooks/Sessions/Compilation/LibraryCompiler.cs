using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>Compiles C# files as a project would, each to an assembly of its own.</summary>
/// <param name="references">Makes them known to cells.</param>
/// <param name="stopNumber">The session's number at <see cref="CellStop"/>.</param>
internal sealed class LibraryCompiler(SessionReferences references, int stopNumber)
{
    /// <summary>What projects of the .NET SDK import unless they say otherwise; a file may be written for either.</summary>
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions _parseOptions = new(LanguageVersion.Latest);

    private static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        generalDiagnosticOption: ReportDiagnostic.Suppress);

    private readonly Dictionary<string, string> _compiled = new(StringComparer.Ordinal);

    /// <summary>Whether a file has only types and namespaces, and nothing that runs.</summary>
    public static bool IsLibrary(string text)
    {
        var members = CSharpSyntaxTree.ParseText(text, _parseOptions).GetCompilationUnitRoot().Members;
        return members.Count > 0 && members.All(member => member is BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);
    }

    /// <summary>Compiles a file; null where it was compiled before and has not changed.</summary>
    /// <exception cref="CellCompilationException">It does not compile.</exception>
    /// <exception cref="CellException">It was compiled before, and has changed.</exception>
    public SubmissionCode? Compile(string path, IEnumerable<MetadataReference> against, string assemblyName, CancellationToken cancel)
    {
        var text = File.ReadAllText(path);
        if (_compiled.TryGetValue(path, out var before))
        {
            return before == text ? null : throw new CellException(
                "MagicError",
                $"{Path.GetFileName(path)} has changed since it was imported, and two versions of one type cannot live in a session: restart the session and run the cells again.");
        }

        var tree = CSharpSyntaxTree.ParseText(text, _parseOptions, path, Encoding.UTF8, cancel);
        var plain = new RewrittenText(tree);
        var usings = CSharpSyntaxTree.ParseText(ImplicitUsings, _parseOptions, cancellationToken: cancel);
        List<MetadataReference> all = [.. against];
        var name = $"{assemblyName}-{_compiled.Count}";
        var model = StopChecks.NeedModel(plain) ? Compilation(name, [tree, usings], all).GetSemanticModel(tree) : null;
        // What does not compile with all its checks may with those that need no types; errors are told of the text as it was written.
        SubmissionCode? code = null;
        List<Diagnostic> errors = [];
        foreach (var cell in new[] { StopChecks.Add(plain, stopNumber, model), StopChecks.Add(plain, stopNumber, model: null), plain })
        {
            if (TryEmit(Compilation(name, [cell.Tree], all), cancel, out code) is { Count: 0 } || (errors = TryEmit(Compilation(name, [cell.Tree, usings], all), cancel, out code)) is { Count: 0 })
                break;
        }

        if (code is null)
            throw new CellCompilationException(Problem.Of(errors, SourceText.From(text, Encoding.UTF8), plain));
        _compiled.Add(path, text);
        references.Add(MetadataReference.CreateFromImage(code.Assembly));
        return code;
    }

    private static CSharpCompilation Compilation(string name, SyntaxTree[] trees, List<MetadataReference> against) => CSharpCompilation.Create(name, trees, against, _options);

    /// <returns>The errors.</returns>
    private static List<Diagnostic> TryEmit(CSharpCompilation compilation, CancellationToken cancel, out SubmissionCode? code)
    {
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancel);
        code = emitted.Success ? new SubmissionCode(assembly.ToArray(), symbols.ToArray(), "", "") : null;
        return [.. emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }
}
