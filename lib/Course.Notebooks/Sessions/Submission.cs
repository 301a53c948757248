using Microsoft.CodeAnalysis.CSharp;

namespace Course.Notebooks;

/// <summary>A compiled cell.</summary>
/// <param name="Compilation">Its compilation, to which the next ones link.</param>
/// <param name="Assembly">Its assembly's bytes.</param>
/// <param name="Symbols">Its portable debug symbols.</param>
/// <param name="TypeName">The type that holds its variables.</param>
/// <param name="MethodName">The static method of the type that runs it.</param>
/// <param name="HasResult">Whether its value is to be shown.</param>
/// <param name="Disposables">Its variables that are to be disposed when the session ends.</param>
internal sealed record Submission(
    CSharpCompilation Compilation,
    byte[] Assembly,
    byte[] Symbols,
    string TypeName,
    string MethodName,
    bool HasResult,
    IReadOnlyList<string> Disposables);
