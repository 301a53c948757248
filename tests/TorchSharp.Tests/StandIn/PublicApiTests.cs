using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace TorchSharp.Tests.StandIn;

/// <summary>The stand-in's public members, held against the list that is committed and, where there is one, against the real package.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_members_are_those_of_the_committed_list()
    {
        var now = PublicApi.Of(typeof(torch).Assembly);
        if (Environment.GetEnvironmentVariable("ACCEPT_API") == "1")
            File.WriteAllLines(SnapshotPath(), now);
        var committed = File.ReadAllLines(SnapshotPath());
        var changes = now.Except(committed).Select(line => $"+ {line}").Concat(committed.Except(now).Select(line => $"- {line}")).ToArray();
        Assert.True(
            changes.Length == 0,
            $"The stand-in's public members are no longer those of PublicApi.txt:\n{string.Join('\n', changes)}\nAccept it with: ACCEPT_API=1 dotnet test tests/TorchSharp.Tests --filter PublicApi");
    }

    /// <summary><c>TORCHSHARP_DLL</c> names the real package's assembly.</summary>
    [SkippableFact]
    public void The_real_package_has_every_public_member()
    {
        var path = Environment.GetEnvironmentVariable("TORCHSHARP_DLL");
        Skip.If(string.IsNullOrEmpty(path), "TORCHSHARP_DLL does not name the TorchSharp.dll of the real package.");
        var real = new AssemblyLoadContext("the real package").LoadFromAssemblyPath(Path.GetFullPath(path));

        var lacking = typeof(torch).Assembly.GetTypes().Where(PublicApi.IsVisible).SelectMany(type =>
            PublicApi.Of(type).Except(real.GetType(type.FullName!) is { } peer ? PublicApi.WithInherited(peer).SelectMany(Forms) : [])).ToArray();

        Assert.True(lacking.Length == 0, $"The real package lacks:\n{string.Join('\n', lacking)}");
    }

    /// <summary>A member of the real package, as code sees it that leaves dimensions without names, and as a stricter declaration that it satisfies.</summary>
    private static string[] Forms(string fact)
    {
        var unnamed = fact.Replace(", string[] names = default", "", StringComparison.Ordinal);
        return [fact, unnamed, unnamed.Replace("virtual ", "", StringComparison.Ordinal), unnamed.Replace("virtual ", "abstract ", StringComparison.Ordinal)];
    }

    private static string SnapshotPath([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "PublicApi.txt");
}
