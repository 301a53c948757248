using System.Globalization;
using System.Text;

namespace Course.Grading;

/// <summary>What a process holds now.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">Its parent's.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Memory">The bytes that it has in memory, shared ones too.</param>
internal readonly record struct ProcessUse(int Id, int Parent, int Threads, long Memory)
{
    /// <summary>Reads <c>/proc/ID/stat</c>, as proc(5) describes it.</summary>
    /// <returns>Null where there is no such process any more.</returns>
    public static ProcessUse? Read(int id)
    {
        try
        {
            using var file = File.OpenHandle($"/proc/{id}/stat");
            Span<byte> buffer = stackalloc byte[1024];
            var text = Encoding.ASCII.GetString(buffer[..RandomAccess.Read(file, buffer, 0)]);
            // The name, in parentheses, may hold anything. After it: state, parent, …; threads are field 20, pages in memory field 24.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new(id, (int)Field(4), (int)Field(20), Field(24) * Environment.SystemPageSize);

            long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
