using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Course.Notebooks;

/// <summary>Puts into words what a cell, or what it called, threw.</summary>
internal static partial class ExceptionText
{
    /// <summary>How many calls of a failure are shown.</summary>
    private const int MaxFrames = 40;

    /// <summary>The exception's type and message, then where the cell's own code was, and what it called.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="withFiles">Whether a library's file is named where it is known.</param>
    public static ErrorOutput Of(Exception exception, bool withFiles = true)
    {
        exception = Unwrap(exception);
        var lines = new List<string>();
        for (var current = exception; current is not null; current = current.InnerException)
        {
            var start = current == exception ? "" : "caused by ";
            lines.AddRange($"{start}{current.GetType()}: {current.Message}".Split('\n').Select(line => line.TrimEnd('\r')));
            lines.AddRange(Frames(current, withFiles));
        }

        return new ErrorOutput(exception.GetType().Name, exception.Message, lines);
    }

    /// <summary>Whether an exception came through a cell's code.</summary>
    public static bool IsOfCell(Exception exception) => new StackTrace(exception, fNeedFileInfo: false).GetFrames().Any(IsInCell);

    private static Exception Unwrap(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        _ => exception,
    };

    /// <summary>The frames down to the outermost one in a cell; what lies outside is the session, not the reader's.</summary>
    private static List<string> Frames(Exception exception, bool withFiles)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        var last = Array.FindLastIndex(frames, IsInCell);
        var thrower = frames.FirstOrDefault(IsShown);
        var shown = frames.Take(last < 0 ? frames.Length : last + 1).Where(IsShown).Take(MaxFrames + 1).Select(Line).ToList();
        if (shown.Count <= MaxFrames)
            return shown;
        // A deep recursion: where it failed and where it began.
        shown.RemoveRange(MaxFrames / 2, shown.Count - (MaxFrames / 2));
        return [.. shown, "   …", .. frames.Take(last < 0 ? frames.Length : last + 1).TakeLast(MaxFrames / 2).Where(IsShown).Select(Line)];

        string Line(StackFrame frame) =>
            "   at " + (frame == thrower && IsInCell(frame) && ThrowingLines.AreNeeded(exception) ? DescribeThrowing(frame.GetMethod()!, exception) : Describe(frame, withFiles));
    }

    private static bool IsInCell(StackFrame frame) =>
        frame.GetMethod()?.Module.Assembly.GetName().Name is { } name && name.StartsWith(SubmissionCompiler.AssemblyPrefix, StringComparison.Ordinal);

    private static bool IsShown(StackFrame frame) =>
        frame.GetMethod() is { } method
        && method.DeclaringType is { } type
        && type.Namespace != typeof(TaskAwaiter).Namespace
        && type != typeof(System.Runtime.ExceptionServices.ExceptionDispatchInfo)
        && !type.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false)
        && !method.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false);

    /// <summary>The cell's frame that threw, with all lines that can have done so.</summary>
    private static string DescribeThrowing(MethodBase method, Exception exception)
    {
        var places = ThrowingLines.Of(method, exception)
            .GroupBy(place => (place.Method, place.Path), place => place.Line)
            .Select(lines => DescribeCell(lines.Key.Path, string.Join(" or ", lines), Name(lines.Key.Method)))
            .ToList();
        return places.Count == 0 ? DescribeCell(ThrowingLines.PathOf(method), null, Name(method)) : string.Join(", or ", places);
    }

    private static string DescribeCell(string? path, string? lines, string? function)
    {
        // The compiler makes a full path of the cell's name.
        var cell = path is null ? "a cell" : Path.GetFileName(path);
        return $"{cell}, line {lines ?? "not known"}{(function is null ? "" : $", in {function}")}";
    }

    private static string Describe(StackFrame frame, bool withFile)
    {
        var method = frame.GetMethod()!;
        var file = frame.GetFileName();
        var line = frame.GetFileLineNumber();
        var name = Name(method);
        if (IsInCell(frame))
            return DescribeCell(file ?? ThrowingLines.PathOf(method), line == 0 ? null : line.ToString(CultureInfo.InvariantCulture), name);

        var text = new StringBuilder();
        text.Append(method.DeclaringType is { } type && CompilerName().Match(type.Name) is { Success: false } ? type.ToString() : method.DeclaringType!.DeclaringType?.ToString())
            .Append('.').Append(name ?? method.Name)
            .Append('(').AppendJoin(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name)).Append(')');
        if (withFile && file is not null)
            text.Append(" in ").Append(file).Append(", line ").Append(line);
        return text.ToString();
    }

    /// <summary>The method's name as it was written; null for the top level of a cell.</summary>
    private static string? Name(MethodBase method)
    {
        // An async method `M` runs as `<M>d__1.MoveNext`, a lambda in it as `<M>b__0`, a local function `L` as `<M>g__L|0`.
        var generated = method.Name == "MoveNext" ? method.DeclaringType!.Name : method.Name;
        var match = CompilerName().Match(generated);
        if (!match.Success)
            return method.Name;
        if (match.Groups["local"].Success)
            return match.Groups["local"].Value;
        var name = match.Groups["name"].Value;
        return name is "Initialize" or "<Initialize>" or "Factory" ? null : name;
    }

    [GeneratedRegex(@"^<(?<name><?\w+>?)>(g__(?<local>\w+)\|)?")]
    private static partial Regex CompilerName();
}
