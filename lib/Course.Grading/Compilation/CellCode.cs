using Course.Notebooks;

namespace Course.Grading;

/// <summary>A cell as it was compiled.</summary>
/// <param name="Compiled">What the sandboxed process gets.</param>
/// <param name="Submission">What later cells are compiled against.</param>
/// <param name="Proving">Of a cell of checks its secrets; null for all else.</param>
/// <param name="Meaning">Of the lesson's own cells what their expressions mean; null for all else.</param>
internal sealed record CellCode(CompiledCell Compiled, Submission Submission, ProvingText? Proving, Bindings? Meaning);
