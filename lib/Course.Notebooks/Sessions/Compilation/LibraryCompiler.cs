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
        var cell = StopChecks.Add(new RewrittenText(tree), stopNumber);
        List<MetadataReference> all = [.. against];
        var name = $"{assemblyName}-{_compiled.Count}";
        if (TryEmit(name, [cell.Tree], all, cancel, out var code) is { Count: > 0 }
            && TryEmit(name, [cell.Tree, CSharpSyntaxTree.ParseText(ImplicitUsings, _parseOptions, cancellationToken: cancel)], all, cancel, out code) is { Count: > 0 } errors)
        {
            throw new CellCompilationException(Problem.Of(errors, SourceText.From(text, Encoding.UTF8), cell));
        }

        _compiled.Add(path, text);
        references.Add(MetadataReference.CreateFromImage(code!.Assembly));
        return code;
    }

    /// <returns>The errors.</returns>
    private static List<Diagnostic> TryEmit(string name, SyntaxTree[] trees, List<MetadataReference> against, CancellationToken cancel, out SubmissionCode? code)
    {
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = CSharpCompilation.Create(name, trees, against, _options)
            .Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancel);
        code = emitted.Success ? new SubmissionCode(assembly.ToArray(), symbols.ToArray(), "", "") : null;
        return [.. emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }
}
