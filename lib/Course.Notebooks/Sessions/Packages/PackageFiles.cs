namespace Course.Notebooks;

/// <summary>The files of a package and of all that it needs.</summary>
/// <param name="Compile">Assemblies to compile against.</param>
/// <param name="Runtime">Assemblies to run.</param>
/// <param name="Native">Native libraries.</param>
/// <param name="IsProvided">Whether it is one of <see cref="SessionOptions.ProvidedPackages"/>.</param>
internal sealed record PackageFiles(IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime, IReadOnlyList<string> Native, bool IsProvided = false);
