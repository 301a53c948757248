using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using static TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Runs operators of libtorch's dispatcher, named as in PyTorch's native_functions.yaml: "add.Tensor" is overload
/// Tensor of aten::add. Each is looked up once.
/// </summary>
internal static unsafe class Operator
{
    private const int StackWords = 64;
    private static readonly ConcurrentDictionary<string, Entry> Found = new();
    private static readonly Entry?[] Recent = new Entry?[2048];

    private sealed record Entry(string Name, nint Handle);

    /// <summary>The operator's one result.</summary>
    internal static Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Run(name, arguments, &result, 1);
        return Take(result);
    }

    internal static (Tensor, Tensor) Call2(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc Value[2];
        Run(name, arguments, results, 2);
        return (Take(results[0]), Take(results[1]));
    }

    internal static (Tensor, Tensor, Tensor) Call3(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc Value[3];
        Run(name, arguments, results, 3);
        return (Take(results[0]), Take(results[1]), Take(results[2]));
    }

    internal static (Tensor, Tensor, Tensor, Tensor) Call4(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc Value[4];
        Run(name, arguments, results, 4);
        return (Take(results[0]), Take(results[1]), Take(results[2]), Take(results[3]));
    }

    /// <summary>The operator's list of results, which are views of its arguments.</summary>
    internal static Tensor[] CallList(string name, params ReadOnlySpan<Argument> arguments) => TakeList(name, arguments, static handle => new Tensor(handle));

    /// <summary>The operator's list of results, in memory of their own.</summary>
    internal static Tensor[] CallNewList(string name, params ReadOnlySpan<Argument> arguments) => TakeList(name, arguments, Tensor.Owning);

    internal static Scalar CallScalar(string name, params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Run(name, arguments, &result, 1);
        return result.Tag switch
        {
            Tag.Double => new Scalar(BitConverter.Int64BitsToDouble(result.Bits)),
            Tag.Bool => new Scalar(result.Bits != 0),
            _ => new Scalar(result.Bits),
        };
    }

    /// <summary>An operator that changes its first argument, which is returned.</summary>
    internal static Tensor CallInPlace(string name, params ReadOnlySpan<Argument> arguments)
    {
        Run(name, arguments, null, 0);
        return (Tensor)arguments[0].Reference!;
    }

    private static Tensor Take(in Value result) => new((nint)result.Bits, result.Length);

    private static Tensor[] TakeList(string name, ReadOnlySpan<Argument> arguments, Func<nint, Tensor> take)
    {
        Value result;
        Run(name, arguments, &result, 1);
        var tensors = new Tensor[result.Length];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = take(((nint*)result.Bits)[i]);
        Free((nint)result.Bits);
        return tensors;
    }

    [SkipLocalsInit]
    private static void Run(string name, ReadOnlySpan<Argument> arguments, Value* results, int capacity)
    {
        var words = 0;
        foreach (ref readonly var argument in arguments) words += WordsOf(argument.Reference);
        var list = words <= StackWords ? stackalloc long[StackWords] : new long[words];
        var values = stackalloc Value[arguments.Length];
        int done;
        fixed (long* lists = list)
        {
            var next = lists;
            for (var i = 0; i < arguments.Length; i++)
            {
                ref readonly var argument = ref arguments[i];
                values[i] = new Value { Tag = argument.Tag, Bits = argument.Bits };
                if (argument.Tag < Tag.IntList || argument.Tag > Tag.String) continue;
                values[i].Bits = (long)next;
                values[i].Length = Write(argument.Reference, next);
                next += WordsOf(argument.Reference);
            }
            done = Native.Call(Find(name), values, arguments.Length, results, capacity);
        }
        // Until here the native side used the arguments' handles.
        foreach (ref readonly var argument in arguments) GC.KeepAlive(argument.Reference);
        Check(done);
    }

    private static int WordsOf(object? list) => list switch
    {
        null or Tensor => 0,
        Array array => array.Length,
        string text => text.Length * 3 / sizeof(long) + 1,  // a character takes at most 3 bytes of UTF-8
        _ => 0,
    };

    private static int Write(object? list, long* words)
    {
        switch (list)
        {
            case long[] numbers:
                numbers.CopyTo(new Span<long>(words, numbers.Length));
                return numbers.Length;
            case double[] numbers:
                numbers.CopyTo(new Span<double>(words, numbers.Length));
                return numbers.Length;
            case Tensor?[] tensors:
                for (var i = 0; i < tensors.Length; i++) words[i] = tensors[i] is { } tensor ? tensor.Handle : 0;
                return tensors.Length;
            case string text:
                return Encoding.UTF8.GetBytes(text, new Span<byte>(words, WordsOf(text) * sizeof(long)));
            default:
                throw new ArgumentException($"An operator cannot be given a {list?.GetType()}.");
        }
    }

    // A name is nearly always the same literal, so its identity finds it; its characters find it the first time.
    private static nint Find(string name)
    {
        ref var recent = ref Recent[RuntimeHelpers.GetHashCode(name) & (Recent.Length - 1)];
        if (recent is { } entry && ReferenceEquals(entry.Name, name)) return entry.Handle;
        return (recent = Found.GetOrAdd(name, static name => new Entry(name, LookUp(name)))).Handle;
    }

    private static nint LookUp(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var space = name.Contains(':', StringComparison.Ordinal) ? "" : "aten::";
        var text = Encoding.UTF8.GetBytes($"{space}{(dot < 0 ? name : name[..dot])}\0{(dot < 0 ? "" : name[(dot + 1)..])}\0");
        fixed (byte* pointer = text)
            return Check(Native.Find(pointer, pointer + Array.IndexOf(text, (byte)0) + 1));
    }
}
