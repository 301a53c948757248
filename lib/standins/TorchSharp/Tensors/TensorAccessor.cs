using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in the CPU's memory, in row-major order whatever its strides.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly T* pointer;
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly bool contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        this.tensor = tensor;
        pointer = (T*)tensor.DataPointer;
        shape = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
    }

    /// <summary>Number of elements.</summary>
    public long Count { get; }

    /// <summary>The elements in row-major order, copied.</summary>
    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    /// <summary>The elements in an array of the tensor's dimensions, copied.</summary>
    public Array ToNDArray()
    {
        if (shape.Length < 2) return ToArray();
        var array = Array.CreateInstance(typeof(T), shape);
        fixed (byte* target = &System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array))
            CopyTo(new Span<T>(target, checked((int)Count)));
        return array;
    }

    /// <summary>Copies elements into a span, from its place arrayIndex on, beginning with element tensorIndex.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (contiguous && count > 0) new ReadOnlySpan<T>(pointer + tensorIndex, count).CopyTo(array[arrayIndex..]);
        else
            for (var i = 0; i < count; i++)
                array[arrayIndex + i] = pointer[Offset(tensorIndex + i)];
        GC.KeepAlive(tensor);
    }

    /// <summary>The element at the indices, or, of one index, the element of that number in row-major order.</summary>
    public T this[params long[] indices]
    {
        get
        {
            var value = *At(indices);
            GC.KeepAlive(tensor);
            return value;
        }
        set
        {
            *At(indices) = value;
            GC.KeepAlive(tensor);
        }
    }

    /// <summary>The elements in row-major order, of a copy.</summary>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => left.SequenceEqual(right);
    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);
    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && this == other;
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>Does nothing: the elements are the tensor's.</summary>
    public void Dispose() { }

    // One index counts elements in row-major order.
    private T* At(long[] indices)
    {
        if (indices.Length == 1)
            return indices[0] >= 0 && indices[0] < Count ? pointer + Offset(indices[0]) : throw new IndexOutOfRangeException();
        if (indices.Length != shape.Length) throw new ArgumentException($"A tensor of {shape.Length} dimensions was given {indices.Length} indices.");
        var offset = 0L;
        for (var i = 0; i < indices.Length; i++)
            offset += indices[i] >= 0 && indices[i] < shape[i] ? indices[i] * strides[i] : throw new IndexOutOfRangeException();
        return pointer + offset;
    }

    private long Offset(long index)
    {
        if (contiguous) return index;
        var offset = 0L;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            offset += index % shape[i] * strides[i];
            index /= shape[i];
        }
        return offset;
    }
}
