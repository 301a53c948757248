namespace Course.Grading;

/// <summary>What a cell's run came to.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Proof">What the cell's last line gave: of a test cell a secret of this run, and nothing else is believed.</param>
/// <param name="Error">What it threw, in words; null where it threw nothing.</param>
/// <param name="Checks">The checks that were made, in order.</param>
/// <param name="Output">What it printed.</param>
internal sealed record CellExecution(ExecutionEnd End, string? Proof, string? Error, IReadOnlyList<CheckRecord> Checks, string Output);
