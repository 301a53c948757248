namespace Course.Grading;

/// <summary>A file of a release.</summary>
/// <param name="Path">Its path in the release, with <c>/</c>.</param>
/// <param name="Sha256">The hash of its bytes, in lower-case hexadecimal digits.</param>
public sealed record ReleasedFile(string Path, string Sha256);
