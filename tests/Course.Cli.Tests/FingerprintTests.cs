using Course.Cli.Setup;

namespace Course.Cli.Tests;

public sealed class FingerprintTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fingerprint");
    private readonly string _file;

    public FingerprintTests()
    {
        _file = Path.Combine(_folder.CreateSubdirectory("inner").FullName, "a.cs");
        File.WriteAllText(_file, "class A;");
    }

    private string Now => Fingerprint.Of([_folder.FullName], "text");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_does_not_depend_on_when_a_file_was_written()
    {
        var before = Now;
        File.SetLastWriteTimeUtc(_file, DateTime.UtcNow.AddDays(1));
        Assert.Equal(before, Now);
    }

    [Fact]
    public void It_changes_with_a_files_content()
    {
        var before = Now;
        File.WriteAllText(_file, "class B;");
        Assert.NotEqual(before, Now);
    }

    [Fact]
    public void It_changes_when_a_file_comes_or_goes_or_is_renamed()
    {
        var before = Now;
        File.Move(_file, _file + "x");
        var renamed = Now;
        File.Delete(_file + "x");
        Assert.Equal(3, new HashSet<string> { before, renamed, Now }.Count);
    }

    [Fact]
    public void It_changes_with_the_texts() =>
        Assert.NotEqual(Now, Fingerprint.Of([_folder.FullName], "other"));
}
