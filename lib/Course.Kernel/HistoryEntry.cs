namespace Course.Kernel;

/// <summary>A cell that ran.</summary>
/// <param name="Number">Its execution count.</param>
/// <param name="Input">Its text.</param>
/// <param name="Output">Its result as plain text; null where it had none.</param>
internal sealed record HistoryEntry(int Number, string Input, string? Output);
