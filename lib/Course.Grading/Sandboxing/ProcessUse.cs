using System.Globalization;
using System.Text;

namespace Course.Grading;

/// <summary>What a process is and holds now, as proc(5) describes its files.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">Its parent's.</param>
/// <param name="Threads">Its threads.</param>
internal readonly record struct ProcessUse(int Id, int Parent, int Threads)
{
    /// <summary>The bytes that it has in memory, its own and shared ones, without those of programs and libraries; 0 where it is no more.</summary>
    public long Memory => Text(Id, "status").Split('\n')
        .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10);

    /// <returns>Null where there is no such process any more.</returns>
    public static ProcessUse? Read(int id)
    {
        // The name, in parentheses, may hold anything. After it: state, parent, …; threads are field 20.
        var text = Text(id, "stat");
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 18 ? null : new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[17], CultureInfo.InvariantCulture));
    }

    private static string Text(int id, string name)
    {
        try
        {
            using var file = File.OpenHandle($"/proc/{id}/{name}");
            Span<byte> buffer = stackalloc byte[4096];
            return Encoding.ASCII.GetString(buffer[..RandomAccess.Read(file, buffer, 0)]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
