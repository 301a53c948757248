using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Notebooks.Tests.Sessions;

public class ReferenceTests
{
    [Fact]
    public async Task A_library_is_referenced_by_a_relative_path_with_what_lies_beside_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("lib"));
        var inner = Compile(folder.File("lib/Inner.dll"), "public class Inner { public int Value => 42; }");
        Compile(folder.File("lib/Outer.dll"), "public class Outer { public static Inner Make() => new Inner(); }", inner);
        Directory.CreateDirectory(folder.File("notebooks"));
        await using var session = new TestSession(new SessionOptions { WorkingDirectory = folder.File("notebooks") });

        Assert.Equal("42", await session.RunAsync("#r \"../lib/Outer.dll\"\nOuter.Make().Value"));
        Assert.Equal("42", await session.RunAsync("new Inner().Value"));
    }

    [Fact]
    public async Task A_library_that_is_not_beside_the_notebook_is_taken_from_the_lessons_folder()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "lib", "notebooks", "elsewhere/handed-in" })
            Directory.CreateDirectory(folder.File(name));
        Compile(folder.File("lib/Outer.dll"), "public class Outer { public int Value => 42; }");
        await using var session = new TestSession(new SessionOptions { WorkingDirectory = folder.File("elsewhere/handed-in"), LibraryDirectory = folder.File("notebooks") });

        Assert.Equal("42", await session.RunAsync("#r \"../lib/Outer.dll\"\nnew Outer().Value"));
    }

    [Fact]
    public async Task A_missing_library_is_an_error_with_its_line()
    {
        await using var session = new TestSession();

        var error = await session.FailAsync("// first\n#r \"nowhere/None.dll\"");

        Assert.StartsWith("(2,1): error CS0006: Metadata file 'nowhere/None.dll' could not be found (relative paths start at ", error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_of_a_cell_that_failed_does_not_stand_in_the_way_of_the_right_one()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("wrong"));
        Directory.CreateDirectory(folder.File("right"));
        Compile(folder.File("wrong/Lib.dll"), "public class Lib { public int Other => 1; }");
        Compile(folder.File("right/Lib.dll"), "public class Lib { public int Value => 42; }");
        await using var session = new TestSession(new SessionOptions { WorkingDirectory = folder.Path });

        Assert.Contains("CS1061", (await session.FailAsync("#r \"wrong/Lib.dll\"\nnew Lib().Value")).Value, StringComparison.Ordinal);
        await session.FailAsync("#r \"right/Lib.dll\"\n#r \"nuget: Course.No.Such.Package, 1.0.0\"\nnew Lib().Value");

        Assert.Equal("42", await session.RunAsync("#r \"right/Lib.dll\"\nnew Lib().Value"));
    }

    [Fact]
    public async Task The_formatting_library_beside_a_library_is_the_sessions_own()
    {
        using var folder = new TemporaryFolder();
        var formatting = folder.File("Microsoft.DotNet.Interactive.Formatting.dll");
        File.Copy(typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location, formatting);
        Compile(
            folder.File("Shapes.dll"),
            """
            using Microsoft.DotNet.Interactive.Formatting;
            using System.Collections.Generic;
            [TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = new[] { "text/html" })]
            public class ByAttribute { }
            public class Formatters : ITypeFormatterSource
            {
                public IEnumerable<ITypeFormatter> CreateTypeFormatters()
                {
                    yield return new HtmlFormatter<ByAttribute>((value, context) => { context.Writer.Write("<i>attribute</i>"); return true; });
                }
            }
            public class ByInitializer { }
            static class Initializer
            {
                [System.Runtime.CompilerServices.ModuleInitializer]
                internal static void Run() => Formatter.Register<ByInitializer>((value, writer) => writer.Write("<i>initializer</i>"), "text/html");
            }
            """,
            formatting);
        await using var session = new TestSession(new SessionOptions { WorkingDirectory = folder.Path });

        await session.RunAsync($"#r \"{Path.GetFileName(formatting)}\"\n#r \"Shapes.dll\"\ndisplay(new ByAttribute()); display(new ByInitializer());");

        Assert.Equal(
            ["<i>attribute</i>", "<i>initializer</i>"],
            session.Outputs.Cast<DisplayOutput>().Select(output => output.Data.Text(MimeBundle.Html)));
    }

    [Fact]
    public async Task A_library_that_this_program_has_too_is_the_notebooks_own_version()
    {
        using var folder = new TemporaryFolder();
        Compile(folder.File("Markdig.dll"), "namespace Markdig { public static class Markdown { public static string Mine => \"mine\"; } }");
        await using var session = new TestSession(new SessionOptions { WorkingDirectory = folder.Path });

        Assert.Equal("mine", await session.RunAsync("#r \"Markdig.dll\"\nMarkdig.Markdown.Mine"));
    }

    [Fact]
    public async Task Load_runs_a_file_and_what_it_loads_beside_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("scripts"));
        File.WriteAllText(folder.File("scripts/one.csx"), "#load \"two.csx\"\nusing System.IO;\nint One() => Two() + 1; Console.Write(\"loaded\");");
        File.WriteAllText(folder.File("scripts/two.csx"), "int Two() => 2;");
        await using var session = new TestSession(new SessionOptions { WorkingDirectory = folder.Path });

        await session.RunAsync("#load \"scripts/one.csx\"");

        Assert.Equal("loaded", session.Printed);
        Assert.Equal("5", await session.RunAsync("One() + Two()"));
    }

    [Fact]
    public async Task An_error_in_a_loaded_file_names_the_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("bad.csx"), "\nint x = ;");
        await using var session = new TestSession(new SessionOptions { WorkingDirectory = folder.Path });

        var error = await session.FailAsync("#load \"bad.csx\"");

        Assert.Contains("bad.csx(2,9): error CS1525", error.Value, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("nuget: Newtonsoft.Json, 13.0.3")]
    [InlineData("nuget:Newtonsoft.Json")]
    public async Task A_package_is_brought_and_used(string package)
    {
        await using var session = new TestSession();
        var result = await session.TryAsync($"#r \"{package}\"\nNewtonsoft.Json.JsonConvert.SerializeObject(new[] {{ 1 }})");
        Skip.If(result.Error?.Name == "PackageException", "No feed here that has Newtonsoft.Json: " + result.Error?.Value);

        Assert.True(result.Success);
        Assert.Equal("[1]", session.Outputs.OfType<ResultOutput>().Single().Data.Text(MimeBundle.PlainText));
        Assert.StartsWith("Installed package Newtonsoft.Json, version ", session.Outputs.OfType<DisplayOutput>().Single().Data.Text(MimeBundle.PlainText), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_cannot_be_had_says_so_and_leaves_the_session_as_it_was()
    {
        await using var session = new TestSession();
        await session.RunAsync("var x = 1;");

        var error = await session.FailAsync("#r \"nuget: Course.No.Such.Package, 1.0.0\"\nx = 2;");

        Assert.StartsWith("Package Course.No.Such.Package, 1.0.0 cannot be brought: ", error.Value, StringComparison.Ordinal);
        Assert.Equal("1", await session.RunAsync("x"));
        Assert.Contains("names no package", (await session.FailAsync("#r \"nuget: \"")).Value, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_feed_that_does_not_answer_is_named_and_keeps_no_package_away()
    {
        await using var session = new TestSession();
        await session.RunAsync("#i \"nuget: /no/such/feed\"");

        Assert.Contains("/no/such/feed", (await session.FailAsync("#r \"nuget: Course.No.Such.Package, 1.0.0\"")).Value, StringComparison.Ordinal);

        var result = await session.TryAsync("#r \"nuget: Newtonsoft.Json, 13.*\"");
        Skip.If(result.Error?.Value.Contains("NU1101", StringComparison.Ordinal) == true, "No feed here that has Newtonsoft.Json.");
        Assert.True(result.Success, result.Error?.Value);
    }

    [Fact]
    public async Task A_package_that_the_caller_provides_is_used_and_named()
    {
        using var folder = new TemporaryFolder();
        var path = Compile(folder.File("Provided.dll"), "public static class Provided { public static int Value => 5; }");
        await using var session = new TestSession(new SessionOptions
        {
            ProvidedPackages = new Dictionary<string, IReadOnlyList<string>> { ["Provided.Package"] = [path] },
        });

        Assert.Equal("5", await session.RunAsync("#r \"nuget: Provided.Package, 9.9\"\nProvided.Value"));

        Assert.Contains($"brings its own Provided.Package, and that is used: {path}", session.Outputs.OfType<DisplayOutput>().Single().Data.Text(MimeBundle.PlainText), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_of_several_assemblies_brings_them_all_to_this_cell_and_the_next()
    {
        using var folder = new TemporaryFolder();
        var first = Compile(folder.File("First.dll"), "public static class First { public static int Value => 2; }");
        var second = Compile(folder.File("Second.dll"), "public static class Second { public static int Value => 3; }");
        await using var session = new TestSession(new SessionOptions
        {
            ProvidedPackages = new Dictionary<string, IReadOnlyList<string>> { ["Both"] = [first, second] },
        });

        Assert.Equal("6", await session.RunAsync("#r \"nuget: Both, 1.0\"\nFirst.Value * Second.Value"));
        Assert.Single(session.Outputs.OfType<DisplayOutput>());
        Assert.Equal("5", await session.RunAsync("First.Value + Second.Value"));
    }

    [Fact]
    public async Task The_packages_that_a_package_needs_can_be_used_as_well()
    {
        await using var session = new TestSession();
        Assert.Equal("IntKeyword", await session.RunAsync(
            """
            #r "nuget: Microsoft.CodeAnalysis.CSharp, 5.12.0"
            using Microsoft.CodeAnalysis;
            using Microsoft.CodeAnalysis.CSharp;
            SyntaxToken token = SyntaxFactory.Token(SyntaxKind.IntKeyword);
            token.Kind().ToString()
            """));
    }

    /// <summary>Makes a library, with its documentation beside it.</summary>
    internal static string Compile(string path, string source, params string[] references)
    {
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetDirectoryName(file) == Path.GetDirectoryName(typeof(object).Assembly.Location));
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(source)],
            framework.Concat(references).Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var emitted = compilation.Emit(path, xmlDocumentationPath: Path.ChangeExtension(path, ".xml"));
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return path;
    }
}
