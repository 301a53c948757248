using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>What nbgrader finds changed cells by: its <c>utils.compute_checksum</c>, to the digit.</summary>
internal static class Checksum
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

    /// <summary>A number of points as Python's <c>str(float(…))</c> writes it: always with a point or an exponent.</summary>
    public static string PythonText(double points)
    {
        var text = points.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
        return text.Contains('.') || text.Contains('e') ? text : text + ".0";
    }
}
