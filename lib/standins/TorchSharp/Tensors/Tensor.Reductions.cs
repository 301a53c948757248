using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Call("sum", this, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Call("sum.dim_IntList", this, dim, keepdim, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum((long[])[dim], keepdim, type);
        public Tensor mean() => Call("mean", this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Call("mean.dim", this, dimensions, keepdim, type);
        public Tensor prod(ScalarType? type = null) => Call("prod", this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Call("prod.dim_int", this, dim, keepdim, type);
        public Tensor std(bool unbiased = true) => Call("std", this, unbiased);
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("std.dim", this, dimensions, unbiased, keepdim);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);
        public Tensor var(bool unbiased = true) => Call("var", this, unbiased);
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("var.dim", this, dimensions, unbiased, keepdim);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);
        public (Tensor @var, Tensor mean) var_mean(bool unbiased = true) => Call2("var_mean", this, unbiased);
        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call2("var_mean.dim", this, dimensions, unbiased, keepdim);
        public (Tensor @var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var_mean([dim], unbiased, keepdim, type);
        public Tensor norm(float p = 2.0f) => Call("norm.Scalar", this, (double)p);
        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => Call("norm.ScalarOpt_dim", this, (double)p, (long[])[dim], keepdim);
        public Tensor logsumexp(long dim, bool keepdim = false) => Call("logsumexp", this, (long[])[dim], keepdim);
        public Tensor max() => Call("max", this);
        public Tensor max(Tensor other) => Call("max.other", this, other);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Call2("max.dim", this, dim, keepdim);
        public Tensor min() => Call("min", this);
        public Tensor min(Tensor other) => Call("min.other", this, other);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Call2("min.dim", this, dim, keepdim);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Call(@out is null ? "amax" : "amax.out", this, dims, keepdim, @out);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Call(@out is null ? "amin" : "amin.out", this, dims, keepdim, @out);
        public Tensor argmax() => Call("argmax", this);
        public Tensor argmax(long dim, bool keepdim = false) => Call("argmax", this, dim, keepdim);
        public Tensor argmin() => Call("argmin", this);
        public Tensor argmin(long dim, bool keepdim = false) => Call("argmin", this, dim, keepdim);
        public Tensor argsort(long dim = -1, bool descending = false) => Call("argsort", this, dim, descending);
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => Call2("sort.stable", this, stable, dim, descending);
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Call2("topk", this, (long)k, (long)dim, largest, sorted);
        public Tensor median() => Call("median", this);
        public (Tensor values, Tensor indices) mode(long dim = -1L, bool keepdim = false) => Call2("mode", this, dim, keepdim);
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => Call("diff", this, n, dim, prepend, append);
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Call("quantile", this, q, dim, keepdim);
        public Tensor all() => Call("all", this);
        public Tensor all(long dim, bool keepdim = false) => Call("all.dim", this, dim, keepdim);
        public Tensor any() => Call("any", this);
        public Tensor any(long dim, bool keepdim = false) => Call("any.dim", this, dim, keepdim);
        public Tensor count_nonzero(long[]? dims = null) => dims is null ? Call("count_nonzero", this) : Call("count_nonzero.dim_IntList", this, dims);
        public Tensor cumsum(long dim, ScalarType? type = null) => Call("cumsum", this, dim, type);
        public Tensor cumprod(long dim, ScalarType? type = null) => Call("cumprod", this, dim, type);
        public (Tensor values, Tensor indexes) cummax(long dim) => Call2("cummax", this, dim);
        public (Tensor values, Tensor indexes) cummin(long dim) => Call2("cummin", this, dim);
        public Tensor bincount(Tensor? weights, long minlength = 0) => Call("bincount", this, weights, minlength);
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Call("histc", this, bins, min, max);
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var (output, inverse, counts) = dim is { } along
                ? Call3("unique_dim", this, (long)along, sorted, return_inverse, return_counts)
                : Call3("_unique2", this, sorted, return_inverse, return_counts);
            return (output, return_inverse ? inverse : null, return_counts ? counts : null);
        }
    }
}
