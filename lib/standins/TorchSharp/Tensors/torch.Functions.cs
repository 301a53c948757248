using static TorchSharp.Operator;

namespace TorchSharp;

/// <summary>PyTorch: tensors, functions of them, networks and optimizers.</summary>
public static partial class torch
{
    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Call("cat", tensors.ToArray(), dim);
    /// <summary>Joins tensors along a dimension that exists; the other sizes must agree.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Call("cat", tensors, dim);
    /// <inheritdoc cref="cat(IList{Tensor}, long)"/>
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    /// <summary>Joins tensors of one shape along a new dimension: n of [3] give [n, 3] for dim 0.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Call("stack", tensors.ToArray(), dim);
    /// <summary>Joins tensors side by side: along the second dimension, vectors along the first.</summary>
    public static Tensor hstack(params Tensor[] tensors) => Call("hstack", tensors);
    /// <summary>Joins tensors one below the other: along the first dimension, vectors as rows.</summary>
    public static Tensor vstack(Tensor[] tensors) => Call("vstack", tensors);
    /// <summary>Views of the tensors, broadcast to their common shape.</summary>
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => CallList("broadcast_tensors", tensors);
    /// <summary>Where each value would go in a sorted sequence so that it stays sorted; before equal elements, after them if right.</summary>
    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null) => Call("searchsorted.Tensor", sorted_sequence, values, out_int32, right, Argument.None, sorter);
    /// <summary>Row and column numbers of a matrix's lower triangle, up to the given diagonal: [2, number of elements].</summary>
    public static Tensor tril_indices(long row, long col, long offset = 0L, ScalarType dtype = ScalarType.Int64, Device? device = null) => Call("tril_indices", row, col, offset, dtype, Argument.None, On(device));
    /// <summary>Row and column numbers of a matrix's upper triangle, from the given diagonal on: [2, number of elements].</summary>
    public static Tensor triu_indices(long row, long col, long offset = 0L, ScalarType dtype = ScalarType.Int64, Device? device = null) => Call("triu_indices", row, col, offset, dtype, Argument.None, On(device));
    /// <summary>real + i · imag: a complex tensor of two real ones.</summary>
    public static Tensor complex(Tensor real, Tensor imag) => Call("complex", real, imag);
    /// <summary>Indices of the elements that are true: a vector for each dimension.</summary>
    public static Tensor[] where(Tensor condition) => CallNewList("where", condition);
    /// <summary>Coordinates of a grid: of vectors [n] and [m] two tensors [n, m], or [m, n] with indexing "xy".</summary>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => CallList("meshgrid.indexing", tensors.ToArray(), indexing);
    /// <summary>Sum of products by Einstein's convention: "ij,jk-&gt;ik" is the matrix product, letters missing on the right are summed over.</summary>
    public static Tensor einsum(string equation, params Tensor[] tensors) => Call("einsum", equation, tensors);
    /// <summary>x where the condition holds, y elsewhere; the three shapes broadcast.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);

    /// <inheritdoc cref="Tensor.addmm"/>
    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) => input.addmm(mat1, mat2, beta, alpha);
    /// <inheritdoc cref="Tensor.addmv"/>
    public static Tensor addmv(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) => input.addmv(mat1, mat2, beta, alpha);
    /// <inheritdoc cref="Tensor.bmm"/>
    public static Tensor bmm(Tensor input, Tensor batch2) => input.bmm(batch2);
    /// <inheritdoc cref="Tensor.dot"/>
    public static Tensor dot(Tensor input, Tensor other) => input.dot(other);
    /// <inheritdoc cref="Tensor.inverse"/>
    public static Tensor inverse(Tensor input) => input.inverse();
    /// <inheritdoc cref="Tensor.det"/>
    public static Tensor det(Tensor input) => input.det();
    /// <inheritdoc cref="Tensor.logdet"/>
    public static Tensor logdet(Tensor input) => input.logdet();
    /// <inheritdoc cref="Tensor.matmul"/>
    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);
    /// <inheritdoc cref="Tensor.matrix_power"/>
    public static Tensor matrix_power(Tensor input, int n) => input.matrix_power(n);
    /// <inheritdoc cref="Tensor.matrix_exp"/>
    public static Tensor matrix_exp(Tensor input) => input.matrix_exp();
    /// <inheritdoc cref="Tensor.mm"/>
    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);
    /// <inheritdoc cref="Tensor.mv"/>
    public static Tensor mv(Tensor input, Tensor target) => input.mv(target);
    /// <inheritdoc cref="Tensor.outer"/>
    public static Tensor outer(Tensor input, Tensor vec2) => input.outer(vec2);
    /// <inheritdoc cref="Tensor.allclose"/>
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => tensor.allclose(target, rtol, atol, equal_nan);
    /// <inheritdoc cref="Tensor.argsort"/>
    public static Tensor argsort(Tensor input, long dim = -1, bool descending = false) => input.argsort(dim, descending);
    /// <inheritdoc cref="Tensor.eq(Tensor)"/>
    public static Tensor eq(Tensor left, Tensor right) => left.eq(right);
    /// <inheritdoc cref="Tensor.equal"/>
    public static Tensor equal(Tensor tensor, Tensor target) => tensor.equal(target);
    /// <inheritdoc cref="Tensor.ge(Tensor)"/>
    public static Tensor ge(Tensor left, Tensor right) => left.ge(right);
    /// <inheritdoc cref="Tensor.gt(Tensor)"/>
    public static Tensor gt(Tensor left, Tensor right) => left.gt(right);
    /// <inheritdoc cref="Tensor.isclose"/>
    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => tensor.isclose(other, rtol, atol, nanEqual);
    /// <inheritdoc cref="Tensor.isfinite"/>
    public static Tensor isfinite(Tensor tensor) => tensor.isfinite();
    /// <inheritdoc cref="Tensor.isinf"/>
    public static Tensor isinf(Tensor tensor) => tensor.isinf();
    /// <inheritdoc cref="Tensor.isnan"/>
    public static Tensor isnan(Tensor input) => input.isnan();
    /// <inheritdoc cref="Tensor.le(Tensor)"/>
    public static Tensor le(Tensor left, Tensor right) => left.le(right);
    /// <inheritdoc cref="Tensor.lt(Tensor)"/>
    public static Tensor lt(Tensor left, Tensor right) => left.lt(right);
    /// <inheritdoc cref="Tensor.maximum"/>
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);
    /// <inheritdoc cref="Tensor.minimum"/>
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);
    /// <inheritdoc cref="Tensor.ne(Tensor)"/>
    public static Tensor ne(Tensor left, Tensor right) => left.ne(right);
    /// <inheritdoc cref="Tensor.sort"/>
    public static (Tensor values, Tensor indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) => input.sort(dim, descending, stable);
    /// <inheritdoc cref="Tensor.topk"/>
    public static (Tensor values, Tensor indices) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) => tensor.topk(k, dim, largest, sorted);
    /// <inheritdoc cref="Tensor.chunk"/>
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => input.chunk(chunks, dim);
    /// <inheritdoc cref="Tensor.gather"/>
    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);
    /// <inheritdoc cref="Tensor.index_add"/>
    public static Tensor index_add(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) => input.index_add(dim, index, source, alpha);
    /// <inheritdoc cref="Tensor.index_select"/>
    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);
    /// <inheritdoc cref="Tensor.masked_select"/>
    public static Tensor masked_select(Tensor input, Tensor mask) => input.masked_select(mask);
    /// <inheritdoc cref="Tensor.narrow"/>
    public static Tensor narrow(Tensor input, long dim, long start, long length) => input.narrow(dim, start, length);
    /// <inheritdoc cref="Tensor.nonzero"/>
    public static Tensor nonzero(Tensor input) => input.nonzero();
    /// <inheritdoc cref="Tensor.permute"/>
    public static Tensor permute(Tensor input, params long[] permutation) => input.permute(permutation);
    /// <inheritdoc cref="Tensor.reshape"/>
    public static Tensor reshape(Tensor input, params long[] shape) => input.reshape(shape);
    /// <inheritdoc cref="Tensor.select"/>
    public static Tensor select(Tensor input, long dim, long index) => input.select(dim, index);
    /// <inheritdoc cref="Tensor.scatter"/>
    public static Tensor scatter(Tensor input, long dim, Tensor index, Tensor src) => input.scatter(dim, index, src);
    /// <inheritdoc cref="Tensor.scatter_add"/>
    public static Tensor scatter_add(Tensor input, long dim, Tensor index, Tensor src) => input.scatter_add(dim, index, src);
    /// <inheritdoc cref="Tensor.split(long[], long)"/>
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0L) => tensor.split(split_size_or_sections, dim);
    /// <inheritdoc cref="Tensor.t"/>
    public static Tensor t(Tensor input) => input.t();
    /// <inheritdoc cref="Tensor.transpose"/>
    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);
    /// <inheritdoc cref="Tensor.unbind"/>
    public static Tensor[] unbind(Tensor input, long dim = 0L) => input.unbind(dim);
    /// <inheritdoc cref="Tensor.unsqueeze"/>
    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);
    /// <inheritdoc cref="Tensor.bincount"/>
    public static Tensor bincount(Tensor input, Tensor? weights = null, long minlength = 0) => input.bincount(weights, minlength);
    /// <inheritdoc cref="Tensor.clone"/>
    public static Tensor clone(Tensor input) => input.clone();
    /// <inheritdoc cref="Tensor.cov"/>
    public static Tensor cov(Tensor input, long correction = 1, Tensor? fweights = null, Tensor? aweights = null) => input.cov(correction, fweights, aweights);
    /// <inheritdoc cref="Tensor.cumprod"/>
    public static Tensor cumprod(Tensor input, long dim, ScalarType? dtype = null) => input.cumprod(dim, dtype);
    /// <inheritdoc cref="Tensor.cumsum"/>
    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => input.cumsum(dim, type);
    /// <inheritdoc cref="Tensor.diag"/>
    public static Tensor diag(Tensor input, long diagonal = 0) => input.diag(diagonal);
    /// <inheritdoc cref="Tensor.diagonal"/>
    public static Tensor diagonal(Tensor input, long offset = 0L, long dim1 = 0L, long dim2 = 1L) => input.diagonal(offset, dim1, dim2);
    /// <inheritdoc cref="Tensor.flatten"/>
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);
    /// <inheritdoc cref="Tensor.flip"/>
    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);
    /// <inheritdoc cref="Tensor.kron"/>
    public static Tensor kron(Tensor input, Tensor other) => input.kron(other);
    /// <inheritdoc cref="Tensor.histc"/>
    public static Tensor histc(Tensor input, long bins = 100, long min = 0, long max = 0) => input.histc(bins, min, max);
    /// <inheritdoc cref="Tensor.repeat_interleave"/>
    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) => input.repeat_interleave(repeats, dim, output_size);
    /// <inheritdoc cref="Tensor.roll(long, long?)"/>
    public static Tensor roll(Tensor input, long shifts, long? dims = null) => input.roll(shifts, dims);
    /// <inheritdoc cref="Tensor.roll(long[], long[])"/>
    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => input.roll(shifts, dims);
    /// <inheritdoc cref="Tensor.trace"/>
    public static Tensor trace(Tensor input) => input.trace();
    /// <inheritdoc cref="Tensor.tril"/>
    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);
    /// <inheritdoc cref="Tensor.triu"/>
    public static Tensor triu(Tensor input, long diagonal = 0L) => input.triu(diagonal);
    /// <inheritdoc cref="Tensor.abs"/>
    public static Tensor abs(Tensor input) => input.abs();
    /// <inheritdoc cref="Tensor.acos"/>
    public static Tensor acos(Tensor input) => input.acos();
    /// <inheritdoc cref="Tensor.add(Tensor)"/>
    public static Tensor add(Tensor left, Tensor right) => left.add(right);
    /// <inheritdoc cref="Tensor.add(Scalar)"/>
    public static Tensor add(Tensor left, Scalar right) => left.add(right);
    /// <inheritdoc cref="Tensor.add(Tensor, Scalar)"/>
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => left.add(right, alpha);
    /// <inheritdoc cref="Tensor.add(Scalar, Scalar)"/>
    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => left.add(right, alpha);
    /// <inheritdoc cref="Tensor.addcdiv(Tensor, Tensor, Scalar)"/>
    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv(tensor1, tensor2, value);
    /// <inheritdoc cref="Tensor.addcmul"/>
    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul(tensor1, tensor2, value);
    /// <inheritdoc cref="Tensor.asin"/>
    public static Tensor asin(Tensor input) => input.asin();
    /// <inheritdoc cref="Tensor.atan"/>
    public static Tensor atan(Tensor input) => input.atan();
    /// <inheritdoc cref="Tensor.atan2"/>
    public static Tensor atan2(Tensor input, Tensor other) => input.atan2(other);
    /// <inheritdoc cref="Tensor.ceil"/>
    public static Tensor ceil(Tensor input) => input.ceil();
    /// <inheritdoc cref="Tensor.clamp(Scalar, Scalar)"/>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);
    /// <inheritdoc cref="Tensor.clamp(Tensor, Tensor)"/>
    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);
    /// <inheritdoc cref="Tensor.cos"/>
    public static Tensor cos(Tensor input) => input.cos();
    /// <inheritdoc cref="Tensor.cosh"/>
    public static Tensor cosh(Tensor input) => input.cosh();
    /// <inheritdoc cref="Tensor.div(Tensor, RoundingMode)"/>
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    /// <inheritdoc cref="Tensor.div(Scalar, RoundingMode)"/>
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    /// <inheritdoc cref="Tensor.erf"/>
    public static Tensor erf(Tensor input) => input.erf();
    /// <inheritdoc cref="Tensor.erfc"/>
    public static Tensor erfc(Tensor input) => input.erfc();
    /// <inheritdoc cref="Tensor.exp"/>
    public static Tensor exp(Tensor input) => input.exp();
    /// <inheritdoc cref="Tensor.expm1"/>
    public static Tensor expm1(Tensor input) => input.expm1();
    /// <inheritdoc cref="Tensor.floor"/>
    public static Tensor floor(Tensor input) => input.floor();
    /// <inheritdoc cref="Tensor.floor_divide(Tensor)"/>
    public static Tensor floor_divide(Tensor input, Tensor other) => input.floor_divide(other);
    /// <inheritdoc cref="Tensor.lerp"/>
    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => input.lerp(end, weight);
    /// <inheritdoc cref="Tensor.lgamma"/>
    public static Tensor lgamma(Tensor input) => input.lgamma();
    /// <inheritdoc cref="Tensor.log"/>
    public static Tensor log(Tensor input) => input.log();
    /// <inheritdoc cref="Tensor.log10"/>
    public static Tensor log10(Tensor input) => input.log10();
    /// <inheritdoc cref="Tensor.log1p"/>
    public static Tensor log1p(Tensor input) => input.log1p();
    /// <inheritdoc cref="Tensor.log2"/>
    public static Tensor log2(Tensor input) => input.log2();
    /// <inheritdoc cref="Tensor.logaddexp"/>
    public static Tensor logaddexp(Tensor left, Tensor right) => left.logaddexp(right);
    /// <inheritdoc cref="Tensor.logical_and"/>
    public static Tensor logical_and(Tensor left, Tensor right) => left.logical_and(right);
    /// <inheritdoc cref="Tensor.logical_not"/>
    public static Tensor logical_not(Tensor input) => input.logical_not();
    /// <inheritdoc cref="Tensor.logical_or"/>
    public static Tensor logical_or(Tensor left, Tensor right) => left.logical_or(right);
    /// <inheritdoc cref="Tensor.logical_xor"/>
    public static Tensor logical_xor(Tensor left, Tensor right) => left.logical_xor(right);
    /// <inheritdoc cref="Tensor.mul(Tensor)"/>
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);
    /// <inheritdoc cref="Tensor.mul(Scalar)"/>
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);
    /// <inheritdoc cref="Tensor.nan_to_num"/>
    public static Tensor nan_to_num(Tensor input, double nan = 0d, double? posinf = null, double? neginf = null) => input.nan_to_num(nan, posinf, neginf);
    /// <inheritdoc cref="Tensor.neg"/>
    public static Tensor neg(Tensor input) => input.neg();
    /// <inheritdoc cref="Tensor.pow(Tensor)"/>
    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);
    /// <inheritdoc cref="Tensor.pow(Scalar)"/>
    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);
    /// <inheritdoc cref="Tensor.reciprocal"/>
    public static Tensor reciprocal(Tensor input) => input.reciprocal();
    /// <inheritdoc cref="Tensor.remainder(Tensor)"/>
    public static Tensor remainder(Tensor left, Tensor right) => left.remainder(right);
    /// <inheritdoc cref="Tensor.remainder(Scalar)"/>
    public static Tensor remainder(Tensor left, Scalar right) => left.remainder(right);
    /// <inheritdoc cref="Tensor.round"/>
    public static Tensor round(Tensor input, long decimals = 0L) => input.round(decimals);
    /// <inheritdoc cref="Tensor.rsqrt"/>
    public static Tensor rsqrt(Tensor input) => input.rsqrt();
    /// <inheritdoc cref="Tensor.sigmoid"/>
    public static Tensor sigmoid(Tensor input) => input.sigmoid();
    /// <inheritdoc cref="Tensor.sign"/>
    public static Tensor sign(Tensor input) => input.sign();
    /// <inheritdoc cref="Tensor.sin"/>
    public static Tensor sin(Tensor input) => input.sin();
    /// <inheritdoc cref="Tensor.sinh"/>
    public static Tensor sinh(Tensor input) => input.sinh();
    /// <inheritdoc cref="Tensor.sqrt"/>
    public static Tensor sqrt(Tensor input) => input.sqrt();
    /// <inheritdoc cref="Tensor.square"/>
    public static Tensor square(Tensor input) => input.square();
    /// <inheritdoc cref="Tensor.sub(Tensor)"/>
    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);
    /// <inheritdoc cref="Tensor.sub(Scalar)"/>
    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);
    /// <inheritdoc cref="Tensor.tan"/>
    public static Tensor tan(Tensor input) => input.tan();
    /// <inheritdoc cref="Tensor.tanh"/>
    public static Tensor tanh(Tensor input) => input.tanh();
    /// <inheritdoc cref="Tensor.trunc"/>
    public static Tensor trunc(Tensor input) => input.trunc();
    /// <inheritdoc cref="Tensor.argmax()"/>
    public static Tensor argmax(Tensor input) => input.argmax();
    /// <inheritdoc cref="Tensor.argmax(long, bool)"/>
    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => input.argmax(dim, keepdim);
    /// <inheritdoc cref="Tensor.argmin()"/>
    public static Tensor argmin(Tensor input) => input.argmin();
    /// <inheritdoc cref="Tensor.argmin(long, bool)"/>
    public static Tensor argmin(Tensor input, long dim, bool keepdim = false) => input.argmin(dim, keepdim);
    /// <inheritdoc cref="Tensor.tensordot"/>
    public static Tensor tensordot(Tensor a, Tensor b, long[] dims1, long[] dims2) => a.tensordot(b, dims1, dims2);
    /// <inheritdoc cref="Tensor.squeeze"/>
    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);
    /// <inheritdoc cref="Tensor.softmax"/>
    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
    /// <inheritdoc cref="Tensor.take_along_dim"/>
    public static Tensor take_along_dim(Tensor input, Tensor indices, long dim = 0L) => input.take_along_dim(indices, dim);
    /// <inheritdoc cref="Tensor.isin"/>
    public static Tensor isin(Tensor tensor, Tensor test_elements, bool assumeUnique = false, bool invert = false) => tensor.isin(test_elements, assumeUnique, invert);
    /// <inheritdoc cref="Tensor.logit"/>
    public static Tensor logit(Tensor input, double? eps = null) => input.logit(eps);
    /// <inheritdoc cref="Tensor.xlogy(Tensor)"/>
    public static Tensor xlogy(Tensor x, Tensor y) => x.xlogy(y);
    /// <inheritdoc cref="Tensor.xlogy(Scalar)"/>
    public static Tensor xlogy(Tensor x, Scalar y) => x.xlogy(y);
    /// <inheritdoc cref="Tensor.real"/>
    public static Tensor real(Tensor input) => input.real;
    /// <inheritdoc cref="Tensor.imag"/>
    public static Tensor imag(Tensor input) => input.imag;
    /// <inheritdoc cref="Tensor.amax"/>
    public static Tensor amax(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) => input.amax(dims, keepdim, @out);
    /// <inheritdoc cref="Tensor.amin"/>
    public static Tensor amin(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) => input.amin(dims, keepdim, @out);
    /// <inheritdoc cref="Tensor.diff"/>
    public static Tensor diff(Tensor input, long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => input.diff(n, dim, prepend, append);
    /// <inheritdoc cref="Tensor.all()"/>
    public static Tensor all(Tensor input) => input.all();
    /// <inheritdoc cref="Tensor.all(long, bool)"/>
    public static Tensor all(Tensor input, long dim, bool keepdim = false) => input.all(dim, keepdim);
    /// <inheritdoc cref="Tensor.any()"/>
    public static Tensor any(Tensor input) => input.any();
    /// <inheritdoc cref="Tensor.any(long, bool)"/>
    public static Tensor any(Tensor input, long dim, bool keepdim = false) => input.any(dim, keepdim);
    /// <inheritdoc cref="Tensor.max()"/>
    public static Tensor max(Tensor input) => input.max();
    /// <inheritdoc cref="Tensor.max(Tensor)"/>
    public static Tensor max(Tensor input, Tensor other) => input.max(other);
    /// <inheritdoc cref="Tensor.max(long, bool)"/>
    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) => input.max(dim, keepdim);
    /// <inheritdoc cref="Tensor.min()"/>
    public static Tensor min(Tensor input) => input.min();
    /// <inheritdoc cref="Tensor.min(Tensor)"/>
    public static Tensor min(Tensor input, Tensor other) => input.min(other);
    /// <inheritdoc cref="Tensor.min(long, bool)"/>
    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) => input.min(dim, keepdim);
    /// <inheritdoc cref="Tensor.logsumexp"/>
    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => input.logsumexp(dim, keepdim);
    /// <inheritdoc cref="Tensor.mean()"/>
    public static Tensor mean(Tensor input) => input.mean();
    /// <inheritdoc cref="Tensor.mean(long[], bool, ScalarType?)"/>
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) => input.mean(dimensions, keepdim, type);
    /// <inheritdoc cref="Tensor.median"/>
    public static Tensor median(Tensor input) => input.median();
    /// <inheritdoc cref="Tensor.norm(float)"/>
    public static Tensor norm(Tensor input, float p = 2.0f) => input.norm(p);
    /// <inheritdoc cref="Tensor.norm(int, bool, float)"/>
    public static Tensor norm(Tensor input, int dimension, bool keepdim = false, float p = 2.0f) => input.norm(dimension, keepdim, p);
    /// <inheritdoc cref="Tensor.quantile"/>
    public static Tensor quantile(Tensor input, Tensor q, long dim = -1, bool keepdim = false) => input.quantile(q, dim, keepdim);
    /// <inheritdoc cref="Tensor.prod(ScalarType?)"/>
    public static Tensor prod(Tensor input, ScalarType? type = null) => input.prod(type);
    /// <inheritdoc cref="Tensor.prod(long, bool, ScalarType?)"/>
    public static Tensor prod(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => input.prod(dim, keepdim, type);
    /// <inheritdoc cref="Tensor.std(bool)"/>
    public static Tensor std(Tensor input, bool unbiased = true) => input.std(unbiased);
    /// <inheritdoc cref="Tensor.std(long[], bool, bool, ScalarType?)"/>
    public static Tensor std(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => input.std(dimensions, unbiased, keepdim, type);
    /// <inheritdoc cref="Tensor.std(long, bool, bool, ScalarType?)"/>
    public static Tensor std(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => input.std(dimensions, unbiased, keepdim, type);
    /// <inheritdoc cref="Tensor.sum(ScalarType?)"/>
    public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);
    /// <inheritdoc cref="Tensor.sum(long, bool, ScalarType?)"/>
    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => input.sum(dim, keepdim, type);
    /// <inheritdoc cref="Tensor.unique"/>
    public static (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(Tensor input, bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) => input.unique(sorted, return_inverse, return_counts, dim);
    /// <inheritdoc cref="Tensor.var(bool)"/>
    public static Tensor var(Tensor input, bool unbiased = true) => input.var(unbiased);
    /// <inheritdoc cref="Tensor.var(long[], bool, bool, ScalarType?)"/>
    public static Tensor var(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => input.var(dimensions, unbiased, keepdim, type);
    /// <inheritdoc cref="Tensor.var(long, bool, bool, ScalarType?)"/>
    public static Tensor var(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => input.var(dimensions, unbiased, keepdim, type);
    /// <inheritdoc cref="Tensor.count_nonzero"/>
    public static Tensor count_nonzero(Tensor input, long[]? dims = null) => input.count_nonzero(dims);
    /// <inheritdoc cref="Tensor.numel"/>
    public static long numel(Tensor input) => input.numel();
}
