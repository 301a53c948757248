using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Course.Grading;

/// <summary>
/// The numbers that the lesson's own cells made: the arrays and tensors of their variables. A student's code can reach them
/// by many ways that its text does not show, and a check would then compare with what they have become.
/// </summary>
internal sealed class LockedValues
{
    private readonly List<(string Name, object Value, object Copy)> _kept = [];

    private delegate Span<byte> BytesOf();

    /// <summary>Copies what the variables of a cell hold.</summary>
    /// <param name="cell">The cell's variables; null where it has none.</param>
    public void Keep(object? cell)
    {
        foreach (var field in cell?.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public) ?? [])
            Keep(field.Name, field.GetValue(cell));
    }

    /// <summary>Puts back what is no longer as it was, and gives the variables' names, with commas between; null where all is.</summary>
    public string? PutBack()
    {
        var changed = new List<string>();
        foreach (var (name, value, copy) in _kept)
        {
            if (value is Array array ? IsSame(array, (Array)copy) : IsSameTensor(value, copy))
                continue;
            changed.Add(name);
            if (value is Array old)
                Array.Copy((Array)copy, old, old.Length);
            else
                Call(Call(value, "detach_"), "set_", Call(copy, "clone"));
        }

        return changed.Count == 0 ? null : string.Join(", ", changed.Distinct());
    }

    private void Keep(string name, object? value)
    {
        if (value is Array array)
            _kept.Add((name, array, array.Clone()));
        else if (value?.GetType().FullName == "TorchSharp.torch+Tensor" && value.GetType().GetProperty("requires_grad")!.GetValue(value) is false)
            _kept.Add((name, value, Call(value, "clone")));
        foreach (var part in value is Array { Rank: 1 } parts && !parts.GetType().GetElementType()!.IsPrimitive ? parts.Cast<object?>() : value is ITuple tuple ? Items(tuple) : [])
            Keep(name, part);
    }

    private static IEnumerable<object?> Items(ITuple tuple) => Enumerable.Range(0, tuple.Length).Select(i => tuple[i]);

    private static bool IsSame(Array value, Array copy) => value.GetType().GetElementType()!.IsPrimitive
        ? Bytes(value).SequenceEqual(Bytes(copy))
        : value.Cast<object?>().SequenceEqual(copy.Cast<object?>(), value.GetType().GetElementType()!.IsValueType ? null : ReferenceEqualityComparer.Instance);

    private static bool IsSameTensor(object value, object copy)
    {
        try
        {
            var (now, then) = (Here(value), Here(copy));
            var isSame = ((long[])Of(now, "shape")).SequenceEqual((long[])Of(then, "shape")) && Of(now, "dtype").Equals(Of(then, "dtype")) && Bytes(now).SequenceEqual(Bytes(then));
            GC.KeepAlive((now, then));
            return isSame;
        }
        catch (TargetInvocationException)
        {
            // It was disposed; nobody can compare with it.
            return true;
        }
    }

    /// <summary>The tensor with its elements side by side in memory.</summary>
    private static object Here(object tensor) => Call(Call(Call(tensor, "detach"), "cpu"), "contiguous");

    private static ReadOnlySpan<byte> Bytes(object tensor) => tensor.GetType().GetProperty("bytes")!.GetMethod!.CreateDelegate<BytesOf>(tensor)();

    private static ReadOnlySpan<byte> Bytes(Array array) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), Buffer.ByteLength(array));

    private static object Of(object tensor, string property) => tensor.GetType().GetProperty(property)!.GetValue(tensor)!;

    private static object Call(object tensor, string method, params object[] arguments) =>
        tensor.GetType().GetMethod(method, [.. arguments.Select(argument => argument.GetType())])!.Invoke(tensor, arguments)!;
}
