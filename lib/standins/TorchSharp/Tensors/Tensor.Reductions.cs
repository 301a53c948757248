using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum of all elements, or along the given dimensions, which keepdim keeps with size 1; type converts first.</summary>
        public Tensor sum(ScalarType? type = null) => Call("sum", this, type);
        /// <inheritdoc cref="sum(ScalarType?)"/>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Call("sum.dim_IntList", this, dim, keepdim, type);
        /// <inheritdoc cref="sum(ScalarType?)"/>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum((long[])[dim], keepdim, type);
        /// <summary>Mean of all elements, or along the given dimensions, which keepdim keeps with size 1.</summary>
        public Tensor mean() => Call("mean", this);
        /// <inheritdoc cref="mean()"/>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Call("mean.dim", this, dimensions, keepdim, type);
        /// <summary>Product of all elements, or along one dimension, which keepdim keeps with size 1; type converts first.</summary>
        public Tensor prod(ScalarType? type = null) => Call("prod", this, type);
        /// <inheritdoc cref="prod(ScalarType?)"/>
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Call("prod.dim_int", this, dim, keepdim, type);
        /// <summary>Standard deviation of all elements, or along the given dimensions: √var, divided by N − 1, or N if not unbiased.</summary>
        public Tensor std(bool unbiased = true) => Call("std", this, unbiased);
        /// <inheritdoc cref="std(bool)"/>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("std.dim", this, dimensions, unbiased, keepdim);
        /// <inheritdoc cref="std(bool)"/>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);
        /// <summary>Variance of all elements, or along the given dimensions: sum of squared deviations divided by N − 1, or by N if not unbiased.</summary>
        public Tensor var(bool unbiased = true) => Call("var", this, unbiased);
        /// <inheritdoc cref="var(bool)"/>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("var.dim", this, dimensions, unbiased, keepdim);
        /// <inheritdoc cref="var(bool)"/>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);
        /// <summary>Variance and mean together, in one pass; the variance is divided by N − 1, or by N if not unbiased.</summary>
        public (Tensor @var, Tensor mean) var_mean(bool unbiased = true) => Call2("var_mean", this, unbiased);
        /// <inheritdoc cref="var_mean(bool)"/>
        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call2("var_mean.dim", this, dimensions, unbiased, keepdim);
        /// <inheritdoc cref="var_mean(bool)"/>
        public (Tensor @var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var_mean([dim], unbiased, keepdim, type);
        /// <summary>p-norm (Σ |x|ᵖ)^(1/p) of all elements as one vector, or along one dimension, which keepdim keeps with size 1.</summary>
        public Tensor norm(float p = 2.0f) => Call("norm.Scalar", this, (double)p);
        /// <inheritdoc cref="norm(float)"/>
        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => Call("norm.ScalarOpt_dim", this, (double)p, (long[])[dim], keepdim);
        /// <summary>ln Σ exp(x) along dim, without overflow; keepdim keeps the dimension with size 1.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Call("logsumexp", this, (long[])[dim], keepdim);
        /// <summary>Largest element: a scalar tensor.</summary>
        public Tensor max() => Call("max", this);
        /// <summary>The larger of x and y, element by element, shapes broadcast.</summary>
        public Tensor max(Tensor other) => Call("max.other", this, other);
        /// <summary>Largest elements along dim and where they stand; keepdim keeps the dimension with size 1.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Call2("max.dim", this, dim, keepdim);
        /// <summary>Smallest element: a scalar tensor.</summary>
        public Tensor min() => Call("min", this);
        /// <summary>The smaller of x and y, element by element, shapes broadcast.</summary>
        public Tensor min(Tensor other) => Call("min.other", this, other);
        /// <summary>Smallest elements along dim and where they stand; keepdim keeps the dimension with size 1.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Call2("min.dim", this, dim, keepdim);
        /// <summary>Largest elements along several dimensions, which keepdim keeps with size 1; equal maxima share the gradient.</summary>
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Call(@out is null ? "amax" : "amax.out", this, dims, keepdim, @out);
        /// <summary>Smallest elements along several dimensions, which keepdim keeps with size 1; equal minima share the gradient.</summary>
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Call(@out is null ? "amin" : "amin.out", this, dims, keepdim, @out);
        /// <summary>Where the largest element stands: in the flattened tensor, or along dim, which keepdim keeps with size 1.</summary>
        public Tensor argmax() => Call("argmax", this);
        /// <inheritdoc cref="argmax()"/>
        public Tensor argmax(long dim, bool keepdim = false) => Call("argmax", this, dim, keepdim);
        /// <summary>Where the smallest element stands: in the flattened tensor, or along dim, which keepdim keeps with size 1.</summary>
        public Tensor argmin() => Call("argmin", this);
        /// <inheritdoc cref="argmin()"/>
        public Tensor argmin(long dim, bool keepdim = false) => Call("argmin", this, dim, keepdim);
        /// <summary>Indices that sort x along dim, the smallest first unless descending.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Call("argsort", this, dim, descending);
        /// <summary>Elements sorted along dim, the smallest first unless descending, and where each stood; stable keeps the order of equals.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => Call2("sort.stable", this, stable, dim, descending);
        /// <summary>The k largest elements along dim, or the smallest where largest is false, and where they stand.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Call2("topk", this, (long)k, (long)dim, largest, sorted);
        /// <summary>Median of all elements; of an even number the lower of the two in the middle.</summary>
        public Tensor median() => Call("median", this);
        /// <summary>Most frequent element along dim and where one such stands; keepdim keeps the dimension with size 1.</summary>
        public (Tensor values, Tensor indices) mode(long dim = -1L, bool keepdim = false) => Call2("mode", this, dim, keepdim);
        /// <summary>n-th differences xᵢ₊₁ − xᵢ along dim, after prepend and append are joined on; the size falls by n.</summary>
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => Call("diff", this, n, dim, prepend, append);
        /// <summary>The q-quantiles along dim, the last unless given, q in [0, 1], interpolated linearly; several q are a new first dimension.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Call("quantile", this, q, dim, keepdim);
        /// <summary>Whether all elements, or all along dim, are true (not 0).</summary>
        public Tensor all() => Call("all", this);
        /// <inheritdoc cref="all()"/>
        public Tensor all(long dim, bool keepdim = false) => Call("all.dim", this, dim, keepdim);
        /// <summary>Whether any element, or any along dim, is true (not 0).</summary>
        public Tensor any() => Call("any", this);
        /// <inheritdoc cref="any()"/>
        public Tensor any(long dim, bool keepdim = false) => Call("any.dim", this, dim, keepdim);
        /// <summary>Number of elements that are not 0: in all, or along the given dimensions.</summary>
        public Tensor count_nonzero(long[]? dims = null) => dims is null ? Call("count_nonzero", this) : Call("count_nonzero.dim_IntList", this, dims);
        /// <summary>Running sums along dim: yᵢ = x₁ + … + xᵢ, of the shape of x.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Call("cumsum", this, dim, type);
        /// <summary>Running products along dim: yᵢ = x₁ · … · xᵢ, of the shape of x.</summary>
        public Tensor cumprod(long dim, ScalarType? type = null) => Call("cumprod", this, dim, type);
        /// <summary>Running maxima along dim and where they stand.</summary>
        public (Tensor values, Tensor indexes) cummax(long dim) => Call2("cummax", this, dim);
        /// <summary>Running minima along dim and where they stand.</summary>
        public (Tensor values, Tensor indexes) cummin(long dim) => Call2("cummin", this, dim);
        /// <summary>How often each of 0, 1, 2, … occurs in a vector of integers, at least minlength bins; with weights, their sums instead.</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0) => Call("bincount", this, weights, minlength);
        /// <summary>Histogram: how many elements fall in each of bins equal parts of [min, max], or of the elements' own range where both are 0.</summary>
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Call("histc", this, bins, min, max);
        /// <summary>The different elements (or slices along dim); asked for, also each element's place among them and how often each occurs.</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var (output, inverse, counts) = dim is { } along
                ? Call3("unique_dim", this, (long)along, sorted, return_inverse, return_counts)
                : Call3("_unique2", this, sorted, return_inverse, return_counts);
            return (output, return_inverse ? inverse : null, return_counts ? counts : null);
        }
    }
}
