using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    // The operators' trailing arguments: dtype, layout, device, pin_memory.
    private static Tensor Created(Tensor tensor, bool requires_grad) => requires_grad ? tensor.requires_grad_() : tensor;

    private static Device On(Device? device) => device ?? default_device;

    private static ScalarType Real(ScalarType? dtype) => dtype ?? default_dtype;

    private static ScalarType Drawn(ScalarType? dtype) => dtype is { } type && is_integral(type)
        ? throw new ArgumentException($"Random numbers were asked for as {dtype}; it must be a floating-point or complex type.", nameof(dtype)) : Real(dtype);

    /// <summary>A tensor of the given shape whose elements are not set: whatever was in memory.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("empty.memory_format", size, Real(dtype), Argument.None, On(device)), requires_grad);
    /// <summary>A tensor of zeros of the given shape.</summary>
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("zeros", size, Real(dtype), Argument.None, On(device)), requires_grad);
    /// <summary>A tensor of ones of the given shape.</summary>
    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("ones", size, Real(dtype), Argument.None, On(device)), requires_grad);
    /// <summary>A tensor of the given shape, every element of which is value.</summary>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("full", size, value, dtype ?? (value.Type is ScalarType.Float64 ? default_dtype : ScalarType.Int64), Argument.None, On(device)), requires_grad);
    /// <summary>Draws each element from the uniform distribution over [0, 1).</summary>
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => Created(Call("rand.generator", size, generator, Drawn(dtype), Argument.None, On(device)), requires_grad);
    /// <summary>Draws each element from the normal distribution N(0, 1).</summary>
    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => Created(Call("randn.generator", size, generator, Drawn(dtype), Argument.None, On(device)), requires_grad);

    /// <inheritdoc cref="empty(long[], ScalarType?, Device, bool)"/>
    public static Tensor empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => empty((long[])[size], dtype, device, requires_grad);
    /// <inheritdoc cref="empty(long[], ScalarType?, Device, bool)"/>
    public static Tensor empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => empty((long[])[rows, columns], dtype, device, requires_grad);
    /// <inheritdoc cref="empty(long[], ScalarType?, Device, bool)"/>
    public static Tensor empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => empty((long[])[dim0, dim1, dim2], dtype, device, requires_grad);
    /// <inheritdoc cref="empty(long[], ScalarType?, Device, bool)"/>
    public static Tensor empty(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => empty((long[])[dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    /// <inheritdoc cref="zeros(long[], ScalarType?, Device, bool)"/>
    public static Tensor zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => zeros((long[])[size], dtype, device, requires_grad);
    /// <inheritdoc cref="zeros(long[], ScalarType?, Device, bool)"/>
    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => zeros((long[])[rows, columns], dtype, device, requires_grad);
    /// <inheritdoc cref="zeros(long[], ScalarType?, Device, bool)"/>
    public static Tensor zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => zeros((long[])[dim0, dim1, dim2], dtype, device, requires_grad);
    /// <inheritdoc cref="zeros(long[], ScalarType?, Device, bool)"/>
    public static Tensor zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => zeros((long[])[dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    /// <inheritdoc cref="ones(long[], ScalarType?, Device, bool)"/>
    public static Tensor ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => ones((long[])[size], dtype, device, requires_grad);
    /// <inheritdoc cref="ones(long[], ScalarType?, Device, bool)"/>
    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => ones((long[])[rows, columns], dtype, device, requires_grad);
    /// <inheritdoc cref="ones(long[], ScalarType?, Device, bool)"/>
    public static Tensor ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => ones((long[])[dim0, dim1, dim2], dtype, device, requires_grad);
    /// <inheritdoc cref="ones(long[], ScalarType?, Device, bool)"/>
    public static Tensor ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => ones((long[])[dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    /// <inheritdoc cref="full(long[], Scalar, ScalarType?, Device, bool)"/>
    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => full((long[])[size], value, dtype, device, requires_grad);
    /// <inheritdoc cref="full(long[], Scalar, ScalarType?, Device, bool)"/>
    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => full((long[])[rows, columns], value, dtype, device, requires_grad);
    /// <inheritdoc cref="full(long[], Scalar, ScalarType?, Device, bool)"/>
    public static Tensor full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => full((long[])[dim0, dim1, dim2], value, dtype, device, requires_grad);
    /// <inheritdoc cref="full(long[], Scalar, ScalarType?, Device, bool)"/>
    public static Tensor full(long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => full((long[])[dim0, dim1, dim2, dim3], value, dtype, device, requires_grad);

    /// <inheritdoc cref="rand(long[], ScalarType?, Device, bool, Generator)"/>
    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => rand((long[])[size], dtype, device, requires_grad, generator);
    /// <inheritdoc cref="rand(long[], ScalarType?, Device, bool, Generator)"/>
    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => rand((long[])[rows, columns], dtype, device, requires_grad, generator);
    /// <inheritdoc cref="rand(long[], ScalarType?, Device, bool, Generator)"/>
    public static Tensor rand(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => rand((long[])[dim0, dim1, dim2], dtype, device, requires_grad, generator);
    /// <inheritdoc cref="rand(long[], ScalarType?, Device, bool, Generator)"/>
    public static Tensor rand(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => rand((long[])[dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator);

    /// <inheritdoc cref="randn(long[], ScalarType?, Device, bool, Generator)"/>
    public static Tensor randn(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => randn((long[])[size], dtype, device, requires_grad, generator);
    /// <inheritdoc cref="randn(long[], ScalarType?, Device, bool, Generator)"/>
    public static Tensor randn(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => randn((long[])[rows, columns], dtype, device, requires_grad, generator);
    /// <inheritdoc cref="randn(long[], ScalarType?, Device, bool, Generator)"/>
    public static Tensor randn(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => randn((long[])[dim0, dim1, dim2], dtype, device, requires_grad, generator);
    /// <inheritdoc cref="randn(long[], ScalarType?, Device, bool, Generator)"/>
    public static Tensor randn(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => randn((long[])[dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator);

    /// <summary>A tensor of the shape, type and device of another whose elements are not set.</summary>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("empty_like", input, dtype, Argument.None, device), requires_grad);
    /// <summary>Zeros of the shape, type and device of another tensor.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("zeros_like", input, dtype, Argument.None, device), requires_grad);
    /// <summary>Ones of the shape, type and device of another tensor.</summary>
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("ones_like", input, dtype, Argument.None, device), requires_grad);
    /// <summary>A tensor of the shape, type and device of another, every element of which is value.</summary>
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("full_like", input, value, dtype, Argument.None, device), requires_grad);
    /// <summary>Draws from the uniform distribution over [0, 1), in the shape, type and device of another tensor.</summary>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("rand_like", input, dtype, Argument.None, device), requires_grad);
    /// <summary>Draws from N(0, 1), in the shape, type and device of another tensor.</summary>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("randn_like", input, dtype, Argument.None, device), requires_grad);
    /// <summary>Draws each element from the integers low, …, high − 1, all as likely; low is 0 unless given.</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => Created(Call("randint.low_generator", low, high, size, generator, dtype ?? ScalarType.Int64, Argument.None, On(device)), requires_grad);
    /// <inheritdoc cref="randint(long, long, long[], ScalarType?, Device, bool, Generator)"/>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => randint(0, high, size, dtype, device, requires_grad, generator);
    /// <summary>A random order of the integers 0, …, n − 1.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => Created(Call("randperm.generator", n, generator, dtype ?? ScalarType.Int64, Argument.None, On(device)), requires_grad);
    /// <summary>Draws each element from N(mean, std²).</summary>
    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => Created(Call("normal.float_float", mean, std, size.ToArray(), generator, Real(dtype), Argument.None, On(device)), requires_grad);
    /// <inheritdoc cref="Tensor.bernoulli"/>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);
    /// <inheritdoc cref="Tensor.multinomial"/>
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) => input.multinomial(num_samples, replacement, generator);

    /// <summary>Numbers start, start + step, … up to, but not including, stop: of type Int64 where all are integers.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var real = start.Type is ScalarType.Float64 || stop.Type is ScalarType.Float64 || step.Type is ScalarType.Float64;
        return Created(Call("arange.start_step", start, stop, step, dtype ?? (real ? default_dtype : ScalarType.Int64), Argument.None, On(device)), requires_grad);
    }

    /// <inheritdoc cref="arange(Scalar, Scalar, Scalar, ScalarType?, Device, bool)"/>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(start, stop, 1, dtype, device, requires_grad);
    /// <inheritdoc cref="arange(Scalar, Scalar, Scalar, ScalarType?, Device, bool)"/>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(0, stop, 1, dtype, device, requires_grad);
    /// <summary>The given number of equally spaced numbers from start to end, both included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("linspace", start, end, steps, Real(dtype), Argument.None, On(device)), requires_grad);
    /// <summary>The given number of numbers from base^start to base^end, both included, their logarithms equally spaced.</summary>
    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("logspace", start, end, steps, @base, Real(dtype), Argument.None, On(device)), requires_grad);
    /// <summary>Identity matrix: ones on the diagonal, zeros elsewhere; [rows, rows] unless columns is given.</summary>
    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Created(Call("eye.m", rows, columns < 0 ? rows : columns, Real(dtype), Argument.None, On(device)), requires_grad);

    public partial class Tensor
    {
        /// <inheritdoc cref="torch.zeros_like(Tensor, ScalarType?, Device, bool)"/>
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.zeros_like(this, dtype, device, requires_grad);
        /// <inheritdoc cref="torch.ones_like(Tensor, ScalarType?, Device, bool)"/>
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.ones_like(this, dtype, device, requires_grad);
        /// <inheritdoc cref="torch.randn_like(Tensor, ScalarType?, Device, bool)"/>
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.randn_like(this, dtype, device, requires_grad);

        /// <summary>1 with probability x, else 0, drawn for each element; x in [0, 1].</summary>
        public Tensor bernoulli(Generator? generator = null) => Call("bernoulli", this, generator);
        /// <summary>Sets each element to 1 with probability p, else to 0.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => CallInPlace("bernoulli_.float", this, p, generator);
        /// <summary>Draws num_samples indices for each row, with probabilities in proportion to its weights x: [n] gives [num_samples].</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => Call("multinomial", this, num_samples, replacement, generator);
        /// <summary>Draws each element from N(mean, std²).</summary>
        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => CallInPlace("normal_", this, mean, std, generator);
        /// <summary>Draws each element from the uniform distribution over [from, to).</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) => CallInPlace("uniform_", this, from, to, generator);
        /// <summary>Draws each element from the exponential distribution λ e^(−λx).</summary>
        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) => CallInPlace("exponential_", this, lambda, generator);
    }
}
