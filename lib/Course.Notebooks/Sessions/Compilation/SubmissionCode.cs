namespace Course.Notebooks;

/// <summary>A compiled cell's code.</summary>
/// <param name="Assembly">Its assembly's bytes.</param>
/// <param name="Symbols">Its portable debug symbols; empty where it has none.</param>
/// <param name="TypeName">The type that holds its variables.</param>
/// <param name="MethodName">The static method of the type that runs it.</param>
internal sealed record SubmissionCode(byte[] Assembly, byte[] Symbols, string TypeName, string MethodName);
