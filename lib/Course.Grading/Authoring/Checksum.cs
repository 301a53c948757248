using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>What nbgrader finds changed cells by: its <c>utils.compute_checksum</c>, to the digit.</summary>
public static class Checksum
{
    /// <summary>The checksum of a cell with these metadata: MD5, as 32 hexadecimal digits.</summary>
    public static string Of(NotebookCell cell, NbgraderMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(metadata);
        var points = metadata.Grade ? PythonText(metadata.Points ?? 0) : "";
        var text = $"{cell.Source}{NbgraderSchema.NameOf(cell.Type)}{metadata.Grade}{metadata.Solution}{metadata.IsLocked}{metadata.GradeId}{points}";
#pragma warning disable CA5351 // nbgrader's choice: it tells changes, and guards nothing
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
    }

    /// <summary>A number as Python's <c>str(float(…))</c> writes it: with a point, and without an exponent below 10¹⁶.</summary>
    internal static string PythonText(double value)
    {
        if (Math.Abs(value) is >= 1e15 and < 1e16) return value.ToString("F1", CultureInfo.InvariantCulture);
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('E') ? text.ToLowerInvariant() : text.Contains('.') ? text : text + ".0";
    }
}
