using System.Text;
using System.Text.Json;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>A notebook from a stranger: its outputs are cut out of the bytes before they are read, for they can be anything.</summary>
internal static class SubmittedNotebook
{
    private const int MaxText = 2 << 20; // the longest lesson has some 100 KB
    private const int MaxCells = 5000;
    private const int MaxNesting = 500; // the compiler's parser dies of some thousands
    private const string Again = "Open your notebook in Jupyter, save it, and hand in the file with the ending .ipynb.";

    private static readonly (byte[] Start, string What)[] _otherKinds =
    [
        ("%PDF"u8.ToArray(), "a PDF"), ("<!DOCTYPE"u8.ToArray(), "a web page"), ("<html"u8.ToArray(), "a web page"),
        ([0xFF, 0xFE], "text in UTF-16"), ([0xFE, 0xFF], "text in UTF-16"), ([0x1F, 0x8B], "a gzip archive"),
    ];

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="SubmissionException">It is none, or too large.</exception>
    public static NotebookDocument Parse(byte[] bytes, string name)
    {
        var kind = _otherKinds.FirstOrDefault(kind => bytes.AsSpan().StartsWith(kind.Start));
        if (kind.What is not null) throw new SubmissionException($"'{name}' is {kind.What}, not a notebook. {Again}");

        try
        {
            var (text, cells) = WithoutOutputs(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsMemory(Encoding.UTF8.Preamble.Length) : bytes);
            if (text.Length > MaxText)
                throw new SubmissionException($"'{name}' has {text.Length >> 20} MB beside its outputs; at most {MaxText >> 20} MB are read. "
                    + "Take out what is not your answer, and hand it in again.");
            if (cells > MaxCells)
                throw new SubmissionException($"'{name}' has {cells} cells; at most {MaxCells} are read. Take out what is not your answer, and hand it in again.");
            var notebook = NotebookReader.Read(text.Span, $"'{name}'");
            if (notebook.Cells.Count == 0) throw new SubmissionException($"'{name}' has no cells. {Again}");
            var nested = notebook.Cells.Index().FirstOrDefault(cell => Nesting(cell.Item.Source) > MaxNesting);
            if (nested.Item is not null)
                throw new SubmissionException($"Cell {nested.Index + 1} of '{name}' opens more than {MaxNesting} brackets one in another, which cannot be compiled. "
                    + "Take it out, and hand the notebook in again.");
            return notebook;
        }
        catch (NotebookFormatException error)
        {
            throw new SubmissionException($"{error.Message} {Again}", error);
        }
    }

    /// <summary>How many brackets are open at once; of <c>&lt;</c>, which may be a comparison, within a statement.</summary>
    private static int Nesting(string text)
    {
        var (brackets, angles, most) = (0, 0, 0);
        foreach (var character in text)
        {
            brackets = Math.Max(0, brackets + (character is '(' or '[' or '{' ? 1 : character is ')' or ']' or '}' ? -1 : 0));
            angles = character is ';' or '{' or '}' ? 0 : Math.Max(0, angles + (character is '<' ? 1 : character is '>' ? -1 : 0));
            most = Math.Max(most, Math.Max(brackets, angles));
        }

        return most;
    }

    /// <summary>The notebook with empty outputs and attachments, and how many cells it has; the bytes as they are where they are no JSON.</summary>
    private static (ReadOnlyMemory<byte> Text, int Cells) WithoutOutputs(ReadOnlyMemory<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = NotebookDocument.MaxDepth });
        var kept = new MemoryStream();
        var (from, cells, inCells) = (0, 0, false);
        try
        {
            while (reader.Read())
            {
                // { "cells": [ { "outputs": … } ] }: members of a cell are three deep.
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1) inCells = reader.ValueTextEquals("cells");
                if (!inCells) continue;
                if (reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == 2) cells++;
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 3) continue;
                var empty = reader.ValueTextEquals("outputs") ? "[]"u8 : reader.ValueTextEquals("attachments") ? "{}"u8 : default;
                if (empty.IsEmpty) continue;
                reader.Read();
                kept.Write(bytes.Span[from..(int)reader.TokenStartIndex]);
                kept.Write(empty);
                reader.Skip();
                from = (int)reader.BytesConsumed;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (bytes, cells); // NotebookReader says what is wrong
        }

        kept.Write(bytes.Span[from..]);
        return (kept.ToArray(), cells);
    }
}
