using System.Diagnostics;
using System.Text;
using Microsoft.DotNet.Interactive;

namespace Course.Notebooks;

/// <summary>
/// Gives what is printed to the session that the printing code belongs to, threads and tasks that it started included;
/// what belongs to none goes where it went before.
/// </summary>
[StackTraceHidden]
internal static class SessionConsole
{
    private static readonly Lock _gate = new();
    private static TextWriter? _out;
    private static TextWriter? _error;
    private static TextReader? _in;

    /// <summary>Puts the process's console under this class, anew where a cell has replaced it.</summary>
    public static void Install()
    {
        lock (_gate)
        {
            if (Console.Out != _out)
            {
                Console.SetOut(new Writer(StreamOutput.StandardOutput, Console.Out));
                _out = Console.Out;
            }

            if (Console.Error != _error)
            {
                Console.SetError(new Writer(StreamOutput.StandardError, Console.Error));
                _error = Console.Error;
            }

            if (Console.In != _in)
            {
                Console.SetIn(new Reader(Console.In));
                _in = Console.In;
            }
        }
    }

    [StackTraceHidden]
    private sealed class Writer : TextWriter
    {
        private readonly string _stream;
        private readonly TextWriter _outside;

        public Writer(string stream, TextWriter outside)
        {
            _stream = stream;
            _outside = outside;
            CoreNewLine = ['\n'];
        }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write([value]);

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (SessionHook.Current is { } session)
                session.Write(_stream, buffer);
            else
                _outside.Write(buffer);
        }

        public override void Flush()
        {
            if (SessionHook.Current is null)
                _outside.Flush();
        }
    }

    [StackTraceHidden]
    private sealed class Reader(TextReader outside) : TextReader
    {
        public override int Peek() => Source().Peek();

        public override int Read() => Source().Read();

        public override int Read(char[] buffer, int index, int count) => Source().Read(buffer, index, count);

        public override string? ReadLine() => Source().ReadLine();

        public override string ReadToEnd() => Source().ReadToEnd();

        private TextReader Source() => SessionHook.Current is null
            ? outside
            : throw new InvalidOperationException(
                "This session has no keyboard: a cell asked for input (Console.ReadLine or the like), and nobody can answer. "
                + "Put the value into the cell instead.");
    }
}
