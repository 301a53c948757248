using Course.Kernel.Transport;

namespace Course.Kernel.Tests.Transport;

public sealed class ZmqLibraryTests
{
    [Fact]
    public void The_library_that_the_environment_names_is_taken_and_no_other() =>
        Assert.Equal(["/opt/libzmq.so"], ZmqLibrary.Candidates(name => name == ZmqLibrary.PathVariable ? "/opt/libzmq.so" : null));

    [Fact]
    public void After_the_systems_library_comes_that_of_conda()
    {
        var candidates = ZmqLibrary.Candidates(name => name == "CONDA_PREFIX" ? "/conda" : null).ToList();

        Assert.DoesNotContain("conda", candidates[0], StringComparison.Ordinal);
        Assert.Contains(candidates, candidate => candidate.StartsWith("/conda", StringComparison.Ordinal));
    }
}
