using Microsoft.CodeAnalysis.CSharp;

namespace Course.Notebooks;

/// <summary>A compiled cell.</summary>
/// <param name="Compilation">Its compilation, to which the next ones link.</param>
/// <param name="Code">What runs; null where the cell has nothing to run.</param>
/// <param name="HasResult">Whether its value is to be shown.</param>
/// <param name="Disposables">Its variables that are to be disposed when the session ends.</param>
internal sealed record Submission(CSharpCompilation Compilation, SubmissionCode? Code, bool HasResult, IReadOnlyList<string> Disposables);
