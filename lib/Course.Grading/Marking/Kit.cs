using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;

namespace Course.Grading;

/// <summary>Names what grades depend on, so that what has not changed is not graded again.</summary>
public static class Kit
{
    private static readonly string[] _library = ["Course.dll", "TorchSharp.dll"];

    /// <summary>The version of this grader, and of the library with which cells run.</summary>
    /// <param name="libraryDirectory">The library's folder.</param>
    /// <exception cref="IOException">The library cannot be read.</exception>
    public static string Version(string libraryDirectory)
    {
        var modules = new[] { typeof(Kit).Module, typeof(Notebooks.NotebookDocument).Module }.Select(module => module.ModuleVersionId)
            .Concat(_library.Select(name => Path.Combine(libraryDirectory, name)).Where(File.Exists).Select(ModuleVersion));
        return string.Join(' ', modules.Select(id => id.ToString("N")).Append(Environment.Version.ToString()));
    }

    /// <summary>The key of a submission's result.</summary>
    internal static string KeyOf(string submission, string lesson, string kit) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{submission}\n{kit}\n{lesson}")));

    private static Guid ModuleVersion(string path)
    {
        using var stream = File.OpenRead(path);
        using var file = new PEReader(stream);
        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
