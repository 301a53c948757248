using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Matrix product: [n, m] × [m, p] gives [n, p]; a vector is a row or column, and leading dimensions are a batch and broadcast.</summary>
        public Tensor matmul(Tensor target) => Call("matmul", this, target);
        /// <summary>Matrix product of two matrices: [n, m] × [m, p] gives [n, p], without broadcasting.</summary>
        public Tensor mm(Tensor target) => Call("mm", this, target);
        /// <summary>Product of a matrix [n, m] and a vector [m]: a vector [n].</summary>
        public Tensor mv(Tensor target) => Call("mv", this, target);
        /// <summary>Σᵢ xᵢ yᵢ of two vectors [n]: a scalar tensor.</summary>
        public Tensor dot(Tensor target) => Call("dot", this, target);
        /// <summary>Matrix products of two batches: [b, n, m] × [b, m, p] gives [b, n, p].</summary>
        public Tensor bmm(Tensor batch2) => Call("bmm", this, batch2);
        /// <summary>beta · x + alpha · mat1 mat2, a matrix product added: x broadcasts to [n, p].</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Call("addmm", this, mat1, mat2, (double)beta, (double)alpha);
        /// <summary>In place: beta · x + alpha · mat1 mat2, a matrix product added: x broadcasts to [n, p].</summary>
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => CallInPlace("addmm_", this, mat1, mat2, (double)beta, (double)alpha);
        /// <summary>beta · x + alpha · mat vec, a product of matrix and vector added: x broadcasts to [n].</summary>
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1.0f, float alpha = 1.0f) => Call("addmv", this, mat, vec, (double)beta, (double)alpha);
        /// <summary>Outer product xᵢ yⱼ of vectors [n] and [m]: a matrix [n, m].</summary>
        public Tensor outer(Tensor vec2) => Call("outer", this, vec2);
        /// <summary>Σ of x · b over pairs of dimensions: dims1 of x with dims2 of b; what is left of x comes first, then what is left of b.</summary>
        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => Call("tensordot", this, b, dims1, dims2);
        /// <summary>Kronecker product: every element of x times the whole of y; sizes multiply, dimension by dimension.</summary>
        public Tensor kron(Tensor other) => Call("kron", this, other);
        /// <summary>Determinant of a square matrix, or of each in a batch [..., n, n].</summary>
        public Tensor det() => Call("det", this);
        /// <summary>ln det of a square matrix, or of each in a batch [..., n, n]: NaN where the determinant is negative, −∞ where it is 0.</summary>
        public Tensor logdet() => Call("logdet", this);
        /// <summary>Inverse of a square matrix, or of each in a batch [..., n, n]; to solve a system, linalg.solve is faster and more exact.</summary>
        public Tensor inverse() => Call("inverse", this);
        /// <summary>The matrix multiplied by itself n times; its inverse's power where n is negative.</summary>
        public Tensor matrix_power(int n) => Call("matrix_power", this, (long)n);
        /// <summary>Matrix exponential Σₖ Xᵏ / k! of a square matrix, or of each in a batch [..., n, n].</summary>
        public Tensor matrix_exp() => Call("matrix_exp", this);
        /// <summary>Σᵢ xᵢᵢ of a matrix: a scalar tensor.</summary>
        public Tensor trace() => Call("trace", this);
        /// <summary>Covariances of the rows (variables) over the columns (observations): [P, N] gives [P, P], divided by N − correction.</summary>
        public Tensor cov(long correction = 1, Tensor? fweights = null, Tensor? aweights = null) => Call("cov", this, correction, fweights, aweights);
        /// <summary>Pearson's correlations of variables in rows, observations in columns: [P, N] gives [P, P].</summary>
        public Tensor corrcoef() => Call("corrcoef", this);
    }

    /// <summary>Linear algebra.</summary>
    public static partial class linalg
    {
        /// <summary>Lower triangular L with L Lᵀ = A, of a symmetric positive definite A [..., n, n]; throws where A is not.</summary>
        public static Tensor cholesky(Tensor input) => Call("linalg_cholesky", input);
        /// <summary>Cholesky's L and, for each matrix, 0 or the order of the leading minor that is not positive definite, instead of an exception.</summary>
        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false) => Call2("linalg_cholesky_ex", input, false, check_errors);
        /// <summary>Condition number ‖A‖ ‖A⁻¹‖ in the p-norm; unless p is given σ_max / σ_min.</summary>
        public static Tensor cond(Tensor input) => Call("linalg_cond", input);
        /// <inheritdoc cref="cond(Tensor)"/>
        public static Tensor cond(Tensor input, double p) => Call("linalg_cond", input, p);
        /// <summary>Determinant of square matrices [..., n, n].</summary>
        public static Tensor det(Tensor input) => Call("linalg_det", input);
        /// <summary>Sign of the determinant and ln |det A|, without overflow.</summary>
        public static (Tensor, Tensor) slogdet(Tensor input) => Call2("linalg_slogdet", input);
        /// <summary>Eigenvalues [..., n] and eigenvectors, in columns [..., n, n], of square matrices; both complex.</summary>
        public static (Tensor, Tensor) eig(Tensor input) => Call2("linalg_eig", input);
        /// <summary>Eigenvalues [..., n] of square matrices; complex.</summary>
        public static Tensor eigvals(Tensor input) => Call("linalg_eigvals", input);
        /// <summary>Eigenvalues in ascending order [..., n] and orthonormal eigenvectors, in columns, of symmetric matrices; reads one triangle.</summary>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Call2("linalg_eigh", input, UPLO.ToString());
        /// <summary>Eigenvalues in ascending order [..., n] of symmetric matrices; reads one triangle only.</summary>
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Call("linalg_eigvalsh", input, UPLO.ToString());
        /// <summary>Inverse of square matrices [..., n, n]; throws where one is singular. To solve a system, solve is faster and more exact.</summary>
        public static Tensor inv(Tensor input) => Call("linalg_inv", input);
        /// <summary>Moore and Penrose's pseudo-inverse; singular values up to max(atol, rtol · σ_max) count as 0.</summary>
        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Call("linalg_pinv.atol_rtol_float", input, atol, rtol, hermitian);
        /// <summary>Number of singular values above max(atol, rtol · σ_max).</summary>
        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Call("linalg_matrix_rank.atol_rtol_float", input, atol, rtol, hermitian);
        /// <summary>X with A X = B, or X A = B where left is false; A [..., n, n] must be invertible.</summary>
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Call("linalg_solve", A, B, left);
        /// <summary>X with A X = B (or X A = B) for a triangular A; unitriangular takes its diagonal for ones.</summary>
        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null) => Call(@out is null ? "linalg_solve_triangular" : "linalg_solve_triangular.out", A, B, upper, left, unitriangular, @out);
        /// <summary>Norm of a vector, or of matrices over two dims: Euclidean or Frobenius's unless ord says another, such as "nuc" or ∞.</summary>
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => Call("linalg_norm.ord_str", input, ord, dims, keepdim);
        /// <inheritdoc cref="norm(Tensor, string, long[], bool)"/>
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Call("linalg_norm", input, ord, dims, keepdim);
        /// <inheritdoc cref="norm(Tensor, string, long[], bool)"/>
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => Call("linalg_norm", input, Argument.None, dims, keepdim);
        /// <summary>(Σ |x|^ord)^(1/ord) of all elements, or along dims, which keepdim keeps with size 1; ord may be ±∞ or 0.</summary>
        public static Tensor vector_norm(Tensor input, double ord = 2.0, long[]? dims = null, bool keepdim = false) => Call("linalg_vector_norm", input, ord, dims, keepdim);
        /// <summary>Norm of matrices over two dims: "fro" √Σ aᵢⱼ², "nuc" Σ σᵢ, 2 σ_max, 1 and ∞ the largest sums of |aᵢⱼ| over columns and rows.</summary>
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) => Call("linalg_matrix_norm.str_ord", input, ord, dims ?? [-2, -1], keepdim);
        /// <inheritdoc cref="matrix_norm(Tensor, string, long[], bool)"/>
        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Call("linalg_matrix_norm", input, ord, dims ?? [-2, -1], keepdim);

        /// <summary>A = Q R with orthonormal columns of Q and an upper triangular R: for A [m, n] Q is [m, min(m, n)] unless complete.</summary>
        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) => Call2("linalg_qr", input, mode.ToString().ToLowerInvariant());

        public enum QRMode { Reduced = 0, Complete = 1, R = 2 }

        /// <summary>A = U diag(S) Vh, S descending: for A [m, n] U is [m, m], Vh [n, n], or, not fullMatrices, [m, k], [k, n] with k = min(m, n).</summary>
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) => Call3("linalg_svd", input, fullMatrices);
        /// <summary>Singular values in descending order: min(m, n) of a matrix [m, n].</summary>
        public static Tensor svdvals(Tensor input) => Call("linalg_svdvals", input);
        /// <summary>X that minimizes ‖A X − B‖, with the residuals, A's rank and its singular values, as far as the method finds them.</summary>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) => Call4("linalg_lstsq", input, other);
    }
}
