namespace Course.Notebooks;

/// <summary>A part of a cell; a cell's parts run in their order.</summary>
internal abstract record CellPart;

/// <summary>Text in one language.</summary>
/// <param name="Language">One of <see cref="Magic"/>'s.</param>
/// <param name="Text">The text; C# starts with as many empty lines as stand above it in the cell, so that line numbers stay.</param>
/// <param name="Head">The magic's line above it; null where none is.</param>
internal sealed record TextPart(string Language, string Text, MagicLine? Head) : CellPart;

/// <summary>A command.</summary>
/// <param name="Line">Its line.</param>
internal sealed record MagicPart(MagicLine Line) : CellPart;
