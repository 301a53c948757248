using System.Runtime.InteropServices;
using TorchSharp.Utils;
using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of libtorch: a reference to it, let go when disposed, when its scope ends, or when collected.</summary>
    public partial class Tensor : IDisposable
    {
        private const string Empty = "The tensor is empty: it was disposed, its dispose scope has ended, it became a Parameter, or it is the gradient of an unused input. "
            + "What is to outlive a scope is moved or detached before the scope ends, by MoveToOuterDisposeScope() or DetachFromDisposeScope(), or made outside the scope's `using`.";

        private nint handle;
        private readonly int slot;  // its place in Lifetime

        internal Tensor(nint handle, int size = 0)
        {
            if (handle == 0) return;  // invalid: the gradient of an unused input
            this.handle = handle;
            slot = Lifetime.Begin(this, handle, size);
            if (DisposeScopeManager.ThreadSingleton.CurrentDisposeScope is not { } scope) return;
            scope.Add(this);
            OwningDisposeScope = scope;
        }

        /// <summary>A tensor that counts as the owner of its elements, which nothing else that is counted holds: a gradient, a column of torch.where.</summary>
        internal static Tensor Owning(nint handle) =>
            new(handle, handle == 0 ? 0 : (int)Math.Min(Native.Get(handle, Native.Property.Elements) * Native.Get(handle, Native.Property.ElementSize) >> 10, int.MaxValue));

        /// <summary>Takes over another tensor's reference, and its place in a scope.</summary>
        private protected Tensor(Tensor other)
        {
            (handle, slot) = (other.Handle, other.slot);
            Lifetime.Pass(slot, this);
            other.handle = 0;
            DisposeScope.Replace(other, this);
        }

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Lets the tensor's memory go, unless another tensor shares it; after that it can no longer be used.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var released = Interlocked.Exchange(ref handle, 0);
            if (released == 0) return;
            OwningDisposeScope?.MarkAsDisposed(this);
            Lifetime.End(slot);
            GC.KeepAlive(this);  // collected before its slot was given back, it would be released twice
            Native.Release(released);
        }

        /// <summary>Whether it was disposed, became a Parameter, or is the gradient of an unused input.</summary>
        public bool IsInvalid => handle == 0;

        /// <summary>libtorch's handle of the tensor.</summary>
        public IntPtr Handle => handle != 0 ? handle : throw new InvalidOperationException(Empty);

        /// <summary>Number of tensors now alive in this process.</summary>
        public static long TotalCount => Lifetime.Count;
        /// <summary>Largest number of tensors that were alive at once in this process.</summary>
        public static long PeakCount => Lifetime.Peak;

        /// <summary>Hands the tensor to the dispose scope around its own, so that it outlives the inner one; gives the tensor.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of its dispose scope, so that no scope disposes it; gives the tensor.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        private long Get(Native.Property property)
        {
            var value = Native.Get(Handle, property);
            GC.KeepAlive(this);
            return value != -1 || property == Native.Property.DeviceIndex ? value : throw new ExternalException(Native.Error());
        }

        /// <summary>Number of dimensions.</summary>
        public long Dimensions => Get(Native.Property.Dimensions);
        /// <summary>Number of dimensions.</summary>
        public long dim() => Dimensions;
        /// <summary>Number of dimensions.</summary>
        public long ndim => Dimensions;
        /// <summary>Number of elements: the product of the sizes.</summary>
        public long NumberOfElements => Get(Native.Property.Elements);
        /// <summary>Number of elements: the product of the sizes.</summary>
        public long numel() => NumberOfElements;
        /// <summary>Bytes that an element takes.</summary>
        public long ElementSize => Get(Native.Property.ElementSize);
        /// <summary>Type of the elements.</summary>
        public ScalarType dtype => (ScalarType)Get(Native.Property.DataType);
        /// <summary>Kind of the device that holds the elements.</summary>
        public DeviceType device_type => (DeviceType)Get(Native.Property.DeviceKind);
        /// <summary>Number of the device among those of its kind; −1 on the CPU.</summary>
        public int device_index => (int)Get(Native.Property.DeviceIndex);
        /// <summary>Device that holds the elements.</summary>
        public Device device => new(device_type, device_index);
        /// <summary>Whether the elements are integers or booleans.</summary>
        public bool is_integral() => torch.is_integral(dtype);
        /// <summary>Whether the elements are floating-point numbers.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);
        /// <summary>Whether the elements are complex numbers.</summary>
        public bool is_complex() => torch.is_complex(dtype);
        /// <summary>Whether the elements are on an NVIDIA device.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;
        /// <summary>Whether it has a shape and a type but no elements.</summary>
        public bool is_meta => device_type == DeviceType.META;
        /// <summary>Whether the elements are in the CPU's memory.</summary>
        public bool is_cpu() => device_type == DeviceType.CPU;
        /// <summary>Whether only the elements that are not zero are stored, with their indices, as the gradient of a sparse Embedding is.</summary>
        public bool is_sparse => Get(Native.Property.IsSparse) != 0;
        /// <summary>Whether no differentiable operation made it: backward keeps gradients of leaves only, unless retain_grad was called.</summary>
        public bool is_leaf => Get(Native.Property.IsLeaf) != 0;
        /// <summary>Whether the elements lie in row-major order without gaps.</summary>
        public bool is_contiguous() => Get(Native.Property.IsContiguous) != 0;
        /// <summary>Where in its storage the first element lies, in elements.</summary>
        public long storage_offset() => Get(Native.Property.StorageOffset);

        /// <summary>Size of each dimension.</summary>
        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                fixed (long* pointer = sizes) Native.Check(Native.Sizes(Handle, pointer, null));
                GC.KeepAlive(this);
                return sizes;
            }
        }

        /// <summary>Sizes of all dimensions, or the size of one; a negative dim counts from the end.</summary>
        public long[] size() => shape;
        /// <inheritdoc cref="size()"/>
        public long size(int dim) => CallScalar("size.int", this, (long)dim).ToInt64();

        /// <summary>Steps in memory, in elements, from one index to the next: of all dimensions, or of one.</summary>
        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* pointer = strides) Native.Check(Native.Sizes(Handle, null, pointer));
            GC.KeepAlive(this);
            return strides;
        }

        /// <inheritdoc cref="stride()"/>
        public long stride(int dim) => CallScalar("stride.int", this, (long)dim).ToInt64();

        /// <summary>Whether operations on it are recorded, so that backward can find its gradient.</summary>
        public bool requires_grad
        {
            get => Get(Native.Property.RequiresGrad) != 0;
            set
            {
                Native.Check(Native.SetRequiresGrad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        /// <summary>Sets whether its gradient is wanted, and gives the tensor.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Asks backward to keep the gradient of this tensor though it is not a leaf.</summary>
        public void retain_grad()
        {
            Native.Check(Native.RetainGrad(Handle));
            GC.KeepAlive(this);
        }

        /// <summary>Gradient that backward has added up here, of the shape of x; null before the first one.</summary>
        public Tensor? grad
        {
            get
            {
                var gradient = Native.Grad(Handle);
                GC.KeepAlive(this);
                if (gradient != 0) return Owning(gradient);
                return Native.Error() is { Length: > 0 } error ? throw new ExternalException(error) : null;
            }
            set
            {
                Native.Check(Native.SetGrad(Handle, value is null ? 0 : value.Handle));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        /// <summary>Adds d(x)/d(leaf) to the grad of every leaf that x depends on; x is a scalar, or grad_tensors gives the vector to multiply by.</summary>
        public void backward() => autograd.backward(this);

        /// <inheritdoc cref="backward()"/>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);

        internal nint DataPointer
        {
            get
            {
                if (device_type != DeviceType.CPU) throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
                var pointer = Native.Data(Handle);
                GC.KeepAlive(this);
                return pointer;
            }
        }

        /// <summary>The elements, to read and write in place; T is the C# type of dtype: float of Float32, long of Int64, bool of Bool.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            Validate(typeof(T));
            return new TensorAccessor<T>(this);
        }

        /// <summary>The only element as a C# number; T is the C# type of dtype: float of Float32, double of Float64, long of Int64.</summary>
        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException("Number of elements in the tensor must be 1");
            return data<T>()[0];
        }

        private void Validate(Type type)
        {
            if (ToScalarType(type) != dtype) throw new ArgumentException($"{type.Name} is not compatible with {dtype}");
        }

        /// <summary>The elements' memory, which must be contiguous.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (!is_contiguous()) throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
                var size = NumberOfElements * ElementSize;
                if (size > int.MaxValue) throw new ArgumentException($"A span holds at most {int.MaxValue} bytes; this tensor has {size}.");
                if (device_type != DeviceType.CPU) throw new InvalidOperationException($"The bytes of a tensor on {device} cannot be read in place. Copy it with cpu() first.");
                return new Span<byte>((void*)DataPointer, (int)size);
            }
            set
            {
                if (value.Length != NumberOfElements * ElementSize) throw new ArgumentException("Mismatched data sizes in TensorBytes.set().");
                value.CopyTo(bytes);
                GC.KeepAlive(this);
            }
        }

        /// <summary>The only element, with its type.</summary>
        public Scalar ToScalar() => CallScalar("item", this);

        public static explicit operator float(Tensor value) => value.ToScalar().ToSingle();
        public static explicit operator double(Tensor value) => value.ToScalar().ToDouble();
        public static explicit operator sbyte(Tensor value) => value.ToScalar().ToSByte();
        public static explicit operator byte(Tensor value) => value.ToScalar().ToByte();
        public static explicit operator short(Tensor value) => value.ToScalar().ToInt16();
        public static explicit operator int(Tensor value) => value.ToScalar().ToInt32();
        public static explicit operator long(Tensor value) => value.ToScalar().ToInt64();
        public static explicit operator bool(Tensor value) => value.ToScalar().ToBoolean();

        public static implicit operator Tensor(byte value) => tensor(value);
        public static implicit operator Tensor(sbyte value) => tensor(value);
        public static implicit operator Tensor(short value) => tensor(value);
        public static implicit operator Tensor(int value) => tensor(value);
        public static implicit operator Tensor(long value) => tensor(value);
        public static implicit operator Tensor(float value) => tensor(value);
        public static implicit operator Tensor(double value) => tensor(value);
        public static implicit operator Tensor(bool value) => tensor(value);
        public static implicit operator Tensor(int[] value) => tensor(value);
        public static implicit operator Tensor(long[] value) => tensor(value);
        public static implicit operator Tensor(float[] value) => tensor(value);
        public static implicit operator Tensor(double[] value) => tensor(value);
        public static implicit operator Tensor(bool[] value) => tensor(value);

        // Never called: it makes an overload that takes a Scalar better than one that takes a Tensor.
        public static implicit operator Tensor(Scalar scalar) => throw new InvalidOperationException("Implicit conversion from Scalar to Tensor is not allowed.");

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>Whether two tensors are of one shape and equal in all elements, as one bool.</summary>
        public bool Equals(Tensor target) => target is not null && CallScalar("equal", this, target).ToBoolean();

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
