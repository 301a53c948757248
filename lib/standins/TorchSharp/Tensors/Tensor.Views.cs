using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A second tensor over the same memory; disposing one leaves the other.</summary>
        public Tensor alias() => Call("alias", this);
        /// <summary>A copy with memory of its own; gradients flow through it to x.</summary>
        public Tensor clone() => Call("clone", this);
        /// <summary>x with its elements in row-major order in memory: itself if they are, else a copy.</summary>
        public Tensor contiguous() => Call("contiguous", this);
        /// <summary>The same memory outside the graph: no gradient flows through it.</summary>
        public Tensor detach() => Call("detach", this);
        /// <summary>Takes x itself out of the graph: it becomes a leaf without gradient.</summary>
        public Tensor detach_() => CallInPlace("detach_", this);
        /// <summary>The same elements in row-major order under another shape: a view where possible, else a copy. One size may be −1 and is found.</summary>
        public Tensor reshape(params long[] shape) => Call("reshape", this, shape);
        /// <summary>The same memory under another shape, which must be possible without a copy. One size may be −1 and is found.</summary>
        public Tensor view(params long[] shape) => Call("view", this, shape);
        /// <summary>The same memory under the shape of another tensor.</summary>
        public Tensor view_as(Tensor other) => Call("view_as", this, other);
        /// <summary>The same memory under given sizes and strides, counted in elements from storageOffset.</summary>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L) => Call("as_strided", this, size, strides, storageOffset);
        /// <summary>The dimensions from start_dim to end_dim made one: [2, 3, 4] becomes [24].</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Call("flatten.using_ints", this, start_dim, end_dim);
        /// <summary>Without dimensions of size 1: all of them, or dim only, if it has size 1.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } given ? Call("squeeze.dim", this, given) : Call("squeeze", this);
        /// <summary>In place: without dimensions of size 1: all of them, or dim only, if it has size 1.</summary>
        public Tensor squeeze_(long? dim = null) => dim is { } given ? CallInPlace("squeeze_.dim", this, given) : CallInPlace("squeeze_", this);
        /// <summary>With a new dimension of size 1 at place dim: [3] becomes [1, 3] for 0 and [3, 1] for 1.</summary>
        public Tensor unsqueeze(long dim) => Call("unsqueeze", this, dim);
        /// <summary>In place: with a new dimension of size 1 at place dim: [3] becomes [1, 3] for 0 and [3, 1] for 1.</summary>
        public Tensor unsqueeze_(long dim) => CallInPlace("unsqueeze_", this, dim);
        /// <summary>Transpose Xᵀ of a matrix, as a view; a vector stays as it is.</summary>
        public Tensor t() => Call("t", this);
        /// <summary>x with its dimensions in reverse order, as a view: Xᵀ of a matrix.</summary>
        public Tensor T => Call("numpy_T", this);
        /// <summary>x with two of its dimensions exchanged, as a view.</summary>
        public Tensor transpose(long dim0, long dim1) => Call("transpose.int", this, dim0, dim1);
        /// <summary>x with its dimensions in another order, as a view: dimension i is the old permutation[i].</summary>
        public Tensor permute(params long[] permutation) => Call("permute", this, permutation);
        /// <summary>A view in which dimensions of size 1 are repeated without copying; −1 leaves a size as it is.</summary>
        public Tensor expand(params long[] sizes) => Call("expand", this, sizes);
        /// <summary>A view in which dimensions of size 1 are repeated, without copying, to the shape of another tensor.</summary>
        public Tensor expand_as(Tensor other) => Call("expand_as", this, other);
        /// <summary>A view broadcast to a shape, without copying.</summary>
        public Tensor broadcast_to(params long[] shape) => Call("broadcast_to", this, shape);
        /// <summary>x copied side by side, sizes[i] times along dimension i.</summary>
        public Tensor repeat(params long[] sizes) => Call("repeat", this, sizes);
        /// <summary>Each element repeated, one copy after the other, along dim, or of the flattened tensor where dim is null.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Call("repeat_interleave.self_int", this, repeats, dim, output_size);
        /// <summary>x with the order along the given dimensions reversed, as a copy.</summary>
        public Tensor flip(params long[] dims) => Call("flip", this, dims);
        /// <summary>x shifted along dimensions; what falls off one end comes in at the other. Without dims, as if flattened.</summary>
        public Tensor roll(long shifts, long? dims = null) => Call("roll", this, (long[])[shifts], dims is { } given ? (long[])[given] : []);
        /// <inheritdoc cref="roll(long, long?)"/>
        public Tensor roll(long[] shifts, long[] dims) => Call("roll", this, shifts, dims);
        /// <summary>Elements start to start + length − 1 along dim, as a view.</summary>
        public Tensor narrow(long dim, long start, long length) => Call("narrow", this, dim, start, length);
        /// <summary>Every step-th element along dim from start up to, but not including, finish, as a view.</summary>
        public Tensor slice(long dim, long start, long finish, long step) => Call("slice.Tensor", this, dim, start, finish, step);
        /// <summary>Slice number index along dim, as a view without that dimension.</summary>
        public Tensor select(long dim, long index) => Call("select.int", this, dim, index);
        /// <summary>A diagonal of a matrix as a vector, or a matrix with a vector on that diagonal; above the main one where positive.</summary>
        public Tensor diag(long diagonal = 0) => Call("diag", this, diagonal);
        /// <summary>A diagonal over two dimensions, as a view; it is the last dimension of the result.</summary>
        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Call("diagonal", this, offset, dim1, dim2);
        /// <summary>Matrices that have the last dimension of x on a diagonal, zeros elsewhere.</summary>
        public Tensor diag_embed(long offset = 0L, long dim1 = -2L, long dim2 = -1L) => Call("diag_embed", this, offset, dim1, dim2);
        /// <summary>Lower triangle of a matrix, zeros above the given diagonal.</summary>
        public Tensor tril(long diagonal = 0) => Call("tril", this, diagonal);
        /// <summary>Upper triangle of a matrix, zeros below the given diagonal.</summary>
        public Tensor triu(long diagonal = 0) => Call("triu", this, diagonal);
        /// <summary>Windows of a size along a dimension, a step apart, as a view; the window is a new last dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) => Call("unfold", this, dimension, size, step);
        /// <summary>The slices along a dimension, as views without that dimension.</summary>
        public Tensor[] unbind(long dimension = 0L) => CallList("unbind.int", this, dimension);
        /// <summary>Pieces along dim, as views: all of one size, the last perhaps smaller, or of the given sizes.</summary>
        public Tensor[] split(long size, int dim = 0) => CallList("split.Tensor", this, size, (long)dim);
        /// <inheritdoc cref="split(long, int)"/>
        public Tensor[] split(long[] sizes, long dim = 0) => CallList("split_with_sizes", this, sizes, dim);
        /// <summary>At most the given number of pieces of equal size along dim, the last perhaps smaller, as views.</summary>
        public Tensor[] chunk(long chunks, long dim = 0L) => CallList("chunk", this, chunks, dim);

        /// <summary>The slices along dim that a vector of indices names, in its order, as a copy.</summary>
        public Tensor index_select(long dim, Tensor index) => Call("index_select", this, dim, index);
        /// <summary>x with alpha · source added to the slices along dim that index names; repeated indices add up.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Call("index_add", this, dim, index, source, alpha);
        /// <summary>In place: x with alpha · source added to the slices along dim that index names; repeated indices add up.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => CallInPlace("index_add_", this, dim, index, source, alpha);
        /// <summary>y[i, j] = x[index[i, j], j] for dim 0, x[i, index[i, j]] for dim 1: picks an element for each index; of the shape of index.</summary>
        public Tensor gather(long dim, Tensor index) => Call("gather", this, dim, index);
        /// <summary>x with element [index[i, j], j] set to src[i, j] for dim 0, element [i, index[i, j]] for dim 1: the reverse of gather.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Call("scatter.src", this, dim, index, src);
        /// <summary>In place: x with element [index[i, j], j] set to src[i, j] for dim 0, element [i, index[i, j]] for dim 1: the reverse of gather.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => CallInPlace("scatter_.src", this, dim, index, src);
        /// <summary>x with src[i, j] added to element [index[i, j], j] for dim 0, to [i, index[i, j]] for dim 1; repeated indices add up.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Call("scatter_add", this, dim, index, src);
        /// <summary>In place: x with src[i, j] added to element [index[i, j], j] for dim 0, to [i, index[i, j]] for dim 1; repeated indices add up.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => CallInPlace("scatter_add_", this, dim, index, src);
        /// <summary>The elements along dim that indices name, as argsort or argmax gives them; other dimensions broadcast.</summary>
        public Tensor take_along_dim(Tensor indices, long dim) => Call("take_along_dim", this, indices, dim);
        /// <summary>The elements where the mask is true, as a vector.</summary>
        public Tensor masked_select(Tensor mask) => Call("masked_select", this, mask);
        /// <summary>x with the value where the mask is true; the mask broadcasts to the shape of x.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Call("masked_fill.Scalar", this, mask, value);
        /// <summary>In place: x with the value where the mask is true; the mask broadcasts to the shape of x.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => CallInPlace("masked_fill_.Scalar", this, mask, value);
        /// <summary>Indices of the elements that are not 0: [number of them, dimensions], a row each.</summary>
        public Tensor nonzero() => Call("nonzero", this);

        /// <summary>Makes x share the memory, shape and strides of another tensor.</summary>
        public Tensor set_(Tensor source) => CallInPlace("set_.source_Tensor", this, source);
        /// <summary>Writes the elements of another tensor, which broadcasts, into x, converted to its type and device.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => CallInPlace("copy_", this, source, nonBlocking);
        /// <summary>Sets every element to a value.</summary>
        public Tensor fill_(Scalar value) => CallInPlace("fill_.Scalar", this, value);
        /// <summary>Sets every element to 0.</summary>
        public Tensor zero_() => CallInPlace("zero_", this);
    }
}
