using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Call("matmul", this, target);
        public Tensor mm(Tensor target) => Call("mm", this, target);
        public Tensor mv(Tensor target) => Call("mv", this, target);
        public Tensor dot(Tensor target) => Call("dot", this, target);
        public Tensor bmm(Tensor batch2) => Call("bmm", this, batch2);
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Call("addmm", this, mat1, mat2, (double)beta, (double)alpha);
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => CallInPlace("addmm_", this, mat1, mat2, (double)beta, (double)alpha);
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1.0f, float alpha = 1.0f) => Call("addmv", this, mat, vec, (double)beta, (double)alpha);
        public Tensor outer(Tensor vec2) => Call("outer", this, vec2);
        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => Call("tensordot", this, b, dims1, dims2);
        public Tensor kron(Tensor other) => Call("kron", this, other);
        public Tensor det() => Call("det", this);
        public Tensor logdet() => Call("logdet", this);
        public Tensor inverse() => Call("inverse", this);
        public Tensor matrix_power(int n) => Call("matrix_power", this, (long)n);
        public Tensor matrix_exp() => Call("matrix_exp", this);
        public Tensor trace() => Call("trace", this);
        public Tensor cov(long correction = 1, Tensor? fweights = null, Tensor? aweights = null) => Call("cov", this, correction, fweights, aweights);
        public Tensor corrcoef() => Call("corrcoef", this);
    }

    /// <summary>Linear algebra.</summary>
    public static partial class linalg
    {
        public static Tensor cholesky(Tensor input) => Call("linalg_cholesky", input);
        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false) => Call2("linalg_cholesky_ex", input, false, check_errors);
        public static Tensor cond(Tensor input) => Call("linalg_cond", input);
        public static Tensor cond(Tensor input, double p) => Call("linalg_cond", input, p);
        public static Tensor det(Tensor input) => Call("linalg_det", input);
        public static (Tensor, Tensor) slogdet(Tensor input) => Call2("linalg_slogdet", input);
        public static (Tensor, Tensor) eig(Tensor input) => Call2("linalg_eig", input);
        public static Tensor eigvals(Tensor input) => Call("linalg_eigvals", input);
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Call2("linalg_eigh", input, UPLO.ToString());
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Call("linalg_eigvalsh", input, UPLO.ToString());
        public static Tensor inv(Tensor input) => Call("linalg_inv", input);
        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Call("linalg_pinv.atol_rtol_float", input, atol, rtol, hermitian);
        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Call("linalg_matrix_rank.atol_rtol_float", input, atol, rtol, hermitian);
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Call("linalg_solve", A, B, left);
        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null) => Call(@out is null ? "linalg_solve_triangular" : "linalg_solve_triangular.out", A, B, upper, left, unitriangular, @out);
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => Call("linalg_norm.ord_str", input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Call("linalg_norm", input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => Call("linalg_norm", input, Argument.None, dims, keepdim);
        public static Tensor vector_norm(Tensor input, double ord = 2.0, long[]? dims = null, bool keepdim = false) => Call("linalg_vector_norm", input, ord, dims, keepdim);
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) => Call("linalg_matrix_norm.str_ord", input, ord, dims ?? [-2, -1], keepdim);
        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Call("linalg_matrix_norm", input, ord, dims ?? [-2, -1], keepdim);

        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) => Call2("linalg_qr", input, mode.ToString().ToLowerInvariant());

        public enum QRMode { Reduced = 0, Complete = 1, R = 2 }

        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) => Call3("linalg_svd", input, fullMatrices);
        public static Tensor svdvals(Tensor input) => Call("linalg_svdvals", input);
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) => Call4("linalg_lstsq", input, other);
    }
}
