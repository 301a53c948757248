using System.Diagnostics;
using System.Runtime.CompilerServices;
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

    /// <summary>Reads a line at a time, for there is one question to a line.</summary>
    [StackTraceHidden]
    private sealed class Reader(TextReader outside) : TextReader
    {
        private readonly ConditionalWeakTable<ISession, StringReader> _lines = [];

        public override int Peek() => SessionHook.Current is { } session ? Line(session).Peek() : outside.Peek();

        public override int Read() => SessionHook.Current is { } session ? Line(session).Read() : outside.Read();

        public override int Read(char[] buffer, int index, int count) =>
            SessionHook.Current is { } session ? Line(session).Read(buffer, index, count) : outside.Read(buffer, index, count);

        public override string? ReadLine()
        {
            if (SessionHook.Current is not { } session)
                return outside.ReadLine();
            // The rest of a line that was read in part comes first.
            return _lines.TryGetValue(session, out var line) && line.Peek() >= 0 ? line.ReadLine() : Ask(session);
        }

        public override string ReadToEnd()
        {
            if (SessionHook.Current is null)
                return outside.ReadToEnd();
            var text = new StringBuilder();
            while (ReadLine() is { } line)
                text.Append(line).Append('\n');
            return text.ToString();
        }

        private StringReader Line(ISession session)
        {
            if (_lines.TryGetValue(session, out var line) && line.Peek() >= 0)
                return line;
            line = new StringReader(Ask(session) is { } answer ? answer + "\n" : "");
            _lines.AddOrUpdate(session, line);
            return line;
        }

        private static string? Ask(ISession session) => session.ReadAsync("", isPassword: false).GetAwaiter().GetResult();
    }
}
