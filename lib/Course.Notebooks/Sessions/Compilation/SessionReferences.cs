using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace Course.Notebooks;

/// <summary>Finds the metadata that cells compile against, each file read once in the process.</summary>
internal sealed class SessionReferences(string workingDirectory, string? libraryDirectory, SessionLoadContext assemblies, PackageStore packages) : MetadataReferenceResolver
{
    private const string PackagePrefix = "nuget:";

    private static readonly ConcurrentDictionary<(string Path, DateTime Written), PortableExecutableReference> _read = new();

    /// <summary>What every cell compiles against.</summary>
    public static ImmutableArray<MetadataReference> Default { get; } =
        [.. SharedAssemblies.All.Select(Read)];

    /// <summary>
    /// What packages brought beside the one assembly that Roslyn lets a directive stand for; every later cell compiles
    /// against it too.
    /// </summary>
    public ImmutableArray<MetadataReference> Further { get; private set; } = [];

    public override bool ResolveMissingAssemblies => true;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (reference.StartsWith(PackagePrefix, StringComparison.OrdinalIgnoreCase))
            return [AddPackage(packages.Resolve(PackageRequest.Parse(reference[PackagePrefix.Length..])))];

        if (FindFile(reference, baseFilePath) is not { } path)
            return [];
        return [Read(SharedAssemblies.Find(Path.GetFileNameWithoutExtension(path)) ?? assemblies.AddNamed(path))];
    }

    /// <summary>Takes back what a cell's directives brought, because the cell does not compile: the next one may name another file of that name.</summary>
    /// <param name="before">What <see cref="Further"/> was before.</param>
    public void Forget(ImmutableArray<MetadataReference> before)
    {
        Further = before;
        assemblies.Forget();
    }

    /// <summary>Keeps what the cells so far brought.</summary>
    public void Keep() => assemblies.Keep();

    /// <summary>Makes an assembly that is not in a file known to every later cell.</summary>
    public void Add(MetadataReference reference) => Further = [.. Further, reference];

    /// <summary>The file that a directive names, where it is there already; the session does not take it in.</summary>
    public PortableExecutableReference? Find(string reference, string? baseFilePath) =>
        !reference.StartsWith(PackagePrefix, StringComparison.OrdinalIgnoreCase) && FindFile(reference, baseFilePath) is { } path
            ? Read(SharedAssemblies.Find(Path.GetFileNameWithoutExtension(path)) ?? path)
            : null;

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity)
    {
        if (SharedAssemblies.Find(referenceIdentity.Name) is { } shared)
            return Read(shared);
        return assemblies.Find(new AssemblyName(referenceIdentity.GetDisplayName())) is { } path ? Read(path) : null;
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private string? FindFile(string reference, string? baseFilePath)
    {
        var folder = Path.GetDirectoryName(baseFilePath) is { Length: > 0 } ofScript ? ofScript : workingDirectory;
        var path = Path.GetFullPath(reference, Path.GetFullPath(folder, workingDirectory));
        if (File.Exists(path))
            return path;
        if (libraryDirectory is not null && Path.GetFullPath(reference, libraryDirectory) is var library && File.Exists(library))
            return library;
        // `#r "System.Net.Http"`: an assembly of the framework by its name.
        return SharedAssemblies.Find(reference);
    }

    private PortableExecutableReference AddPackage(PackageFiles files)
    {
        // What is provided is as good as named: it registers how its values are shown. Of what a feed brings, and it may be a hundred files, nothing is loaded before it is used.
        foreach (var path in files.Runtime)
            _ = files.IsProvided ? assemblies.AddNamed(path) : assemblies.Add(path);
        foreach (var path in files.Native)
            assemblies.AddNative(path);
        var references = files.Compile.Select(path => Read(SharedAssemblies.Find(Path.GetFileNameWithoutExtension(path)) ?? path)).Distinct().ToList();
        Further = [.. Further.Union(references)];
        // A package without an assembly of its own (native libraries, say) still is what its directive says.
        return references.FirstOrDefault() ?? Read(typeof(object).Assembly.Location);
    }

    private static PortableExecutableReference Read(string path) =>
        _read.GetOrAdd(
            (path, File.GetLastWriteTimeUtc(path)),
            static key => AssemblyMetadata.Create(ModuleMetadata.CreateFromStream(File.OpenRead(key.Path), PEStreamOptions.PrefetchMetadata)).GetReference(filePath: key.Path));
}
