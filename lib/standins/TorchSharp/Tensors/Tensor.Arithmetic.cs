using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode { None, trunc, floor }

    private static Argument NameOf(RoundingMode mode) => mode == RoundingMode.None ? Argument.None : mode.ToString();

    public partial class Tensor
    {
        /// <summary>x + y element by element, shapes broadcast; with alpha x + alpha·y.</summary>
        public Tensor add(Tensor target) => Call("add.Tensor", this, target);
        /// <inheritdoc cref="add(Tensor)"/>
        public Tensor add(Tensor target, Scalar alpha) => Call("add.Tensor", this, target, alpha);
        /// <inheritdoc cref="add(Tensor)"/>
        public Tensor add(Scalar scalar) => Call("add.Scalar", this, scalar);
        /// <inheritdoc cref="add(Tensor)"/>
        public Tensor add(Scalar scalar, Scalar alpha) => Call("add.Scalar", this, scalar, alpha);
        /// <summary>In place: x + y element by element, shapes broadcast; with alpha x + alpha·y.</summary>
        public Tensor add_(Tensor target) => CallInPlace("add_.Tensor", this, target);
        /// <inheritdoc cref="add_(Tensor)"/>
        public Tensor add_(Tensor target, Scalar alpha) => CallInPlace("add_.Tensor", this, target, alpha);
        /// <inheritdoc cref="add_(Tensor)"/>
        public Tensor add_(Scalar scalar) => CallInPlace("add_.Scalar", this, scalar);
        /// <inheritdoc cref="add_(Tensor)"/>
        public Tensor add_(Scalar scalar, Scalar alpha) => CallInPlace("add_.Scalar", this, scalar, alpha);
        /// <summary>x − y element by element, shapes broadcast.</summary>
        public Tensor sub(Tensor target) => Call("sub.Tensor", this, target);
        /// <inheritdoc cref="sub(Tensor)"/>
        public Tensor sub(Scalar target) => Call("sub.Scalar", this, target);
        /// <summary>In place: x − y element by element, shapes broadcast.</summary>
        public Tensor sub_(Tensor target) => CallInPlace("sub_.Tensor", this, target);
        /// <inheritdoc cref="sub_(Tensor)"/>
        public Tensor sub_(Scalar target) => CallInPlace("sub_.Scalar", this, target);
        /// <summary>x · y element by element (Hadamard product), shapes broadcast; a matrix product is matmul.</summary>
        public Tensor mul(Tensor target) => Call("mul.Tensor", this, target);
        /// <inheritdoc cref="mul(Tensor)"/>
        public Tensor mul(Scalar target) => Call("mul.Scalar", this, target);
        /// <summary>In place: x · y element by element (Hadamard product), shapes broadcast; a matrix product is matmul.</summary>
        public Tensor mul_(Tensor target) => CallInPlace("mul_.Tensor", this, target);
        /// <inheritdoc cref="mul_(Tensor)"/>
        public Tensor mul_(Scalar target) => CallInPlace("mul_.Scalar", this, target);
        /// <summary>x / y element by element, shapes broadcast; true division unless rounding_mode says trunc (towards zero) or floor.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Call("div.Tensor_mode", this, target, NameOf(rounding_mode));
        /// <inheritdoc cref="div(Tensor, RoundingMode)"/>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Call("div.Scalar_mode", this, target, NameOf(rounding_mode));
        /// <summary>In place: x / y element by element, shapes broadcast; true division unless rounding_mode says trunc (towards zero) or floor.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => CallInPlace("div_.Tensor_mode", this, target, NameOf(rounding_mode));
        /// <inheritdoc cref="div_(Tensor, RoundingMode)"/>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => CallInPlace("div_.Scalar_mode", this, target, NameOf(rounding_mode));
        /// <summary>⌊x / y⌋ element by element, rounded towards −∞.</summary>
        public Tensor floor_divide(Tensor other) => Call("floor_divide", this, other);
        /// <inheritdoc cref="floor_divide(Tensor)"/>
        public Tensor floor_divide(Scalar other) => Call("floor_divide.Scalar", this, other);
        /// <summary>x − y ⌊x / y⌋ element by element: the remainder with the sign of the divisor y, as Python's %.</summary>
        public Tensor remainder(Tensor target) => Call("remainder.Tensor", this, target);
        /// <inheritdoc cref="remainder(Tensor)"/>
        public Tensor remainder(Scalar scalar) => Call("remainder.Scalar", this, scalar);
        /// <summary>x to the power y, element by element; shapes broadcast.</summary>
        public Tensor pow(Tensor exponent) => Call("pow.Tensor_Tensor", this, exponent);
        /// <inheritdoc cref="pow(Tensor)"/>
        public Tensor pow(Scalar exponent) => Call("pow.Tensor_Scalar", this, exponent);
        /// <summary>In place: x to the power y, element by element; shapes broadcast.</summary>
        public Tensor pow_(Scalar exponent) => CallInPlace("pow_.Scalar", this, exponent);
        /// <summary>x + value · tensor1 · tensor2, element by element.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Call("addcmul", this, tensor1, tensor2, value);
        /// <summary>In place: x + value · tensor1 · tensor2, element by element.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => CallInPlace("addcmul_", this, tensor1, tensor2, value);
        /// <summary>x + value · tensor1 / tensor2, element by element; value is 1 unless given.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Call("addcdiv", this, tensor1, tensor2);
        /// <inheritdoc cref="addcdiv(Tensor, Tensor)"/>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Call("addcdiv", this, tensor1, tensor2, value);
        /// <summary>In place: x + value · tensor1 / tensor2, element by element; value is 1 unless given.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => CallInPlace("addcdiv_", this, tensor1, tensor2);
        /// <inheritdoc cref="addcdiv_(Tensor, Tensor)"/>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => CallInPlace("addcdiv_", this, tensor1, tensor2, value);
        /// <summary>x + weight · (end − x), element by element: from x at weight 0 to end at weight 1.</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Call("lerp.Tensor", this, end, weight);
        /// <summary>In place: x + weight · (end − x), element by element: from x at weight 0 to end at weight 1.</summary>
        public Tensor lerp_(Tensor end, Tensor weight) => CallInPlace("lerp_.Tensor", this, end, weight);

        /// <summary>−x, element by element.</summary>
        public Tensor neg() => Call("neg", this);
        /// <summary>In place: −x, element by element.</summary>
        public Tensor neg_() => CallInPlace("neg_", this);
        /// <summary>|x|, element by element; a complex number's modulus.</summary>
        public Tensor abs() => Call("abs", this);
        /// <summary>In place: |x|, element by element; a complex number's modulus.</summary>
        public Tensor abs_() => CallInPlace("abs_", this);
        /// <summary>−1, 0 or 1: the sign of each element.</summary>
        public Tensor sign() => Call("sign", this);
        /// <summary>In place: the sign, −1, 0 or 1, element by element.</summary>
        public Tensor sign_() => CallInPlace("sign_", this);
        /// <summary>1 / x, element by element.</summary>
        public Tensor reciprocal() => Call("reciprocal", this);
        /// <summary>x², element by element.</summary>
        public Tensor square() => Call("square", this);
        /// <summary>√x, element by element; NaN where x is negative.</summary>
        public Tensor sqrt() => Call("sqrt", this);
        /// <summary>In place: √x, element by element; NaN where x is negative.</summary>
        public Tensor sqrt_() => CallInPlace("sqrt_", this);
        /// <summary>1 / √x, element by element.</summary>
        public Tensor rsqrt() => Call("rsqrt", this);
        /// <summary>eˣ, element by element.</summary>
        public Tensor exp() => Call("exp", this);
        /// <summary>In place: eˣ, element by element.</summary>
        public Tensor exp_() => CallInPlace("exp_", this);
        /// <summary>eˣ − 1, element by element, exact for small x too.</summary>
        public Tensor expm1() => Call("expm1", this);
        /// <summary>Natural logarithm ln x, element by element: −∞ at 0, NaN where x is negative.</summary>
        public Tensor log() => Call("log", this);
        /// <summary>In place: natural logarithm ln x, element by element: −∞ at 0, NaN where x is negative.</summary>
        public Tensor log_() => CallInPlace("log_", this);
        /// <summary>Logarithm to base 2, element by element.</summary>
        public Tensor log2() => Call("log2", this);
        /// <summary>Logarithm to base 10, element by element.</summary>
        public Tensor log10() => Call("log10", this);
        /// <summary>ln(1 + x), element by element, exact for small x too.</summary>
        public Tensor log1p() => Call("log1p", this);
        /// <summary>ln(eˣ + eʸ), element by element, without overflow.</summary>
        public Tensor logaddexp(Tensor other) => Call("logaddexp", this, other);
        /// <summary>sin x, element by element, x in radians.</summary>
        public Tensor sin() => Call("sin", this);
        /// <summary>cos x, element by element, x in radians.</summary>
        public Tensor cos() => Call("cos", this);
        /// <summary>tan x, element by element, x in radians.</summary>
        public Tensor tan() => Call("tan", this);
        /// <summary>arcsin x in radians, from −π/2 to π/2, element by element; NaN outside [−1, 1].</summary>
        public Tensor asin() => Call("asin", this);
        /// <summary>arccos x in radians, from 0 to π, element by element; NaN outside [−1, 1].</summary>
        public Tensor acos() => Call("acos", this);
        /// <summary>arctan x in radians, between −π/2 and π/2, element by element.</summary>
        public Tensor atan() => Call("atan", this);
        /// <summary>Angle of the point (other, x) from the first axis in radians, from −π to π: arctan(x / other) with its quadrant.</summary>
        public Tensor atan2(Tensor other) => Call("atan2", this, other);
        /// <summary>sinh x = (eˣ − e⁻ˣ) / 2, element by element.</summary>
        public Tensor sinh() => Call("sinh", this);
        /// <summary>cosh x = (eˣ + e⁻ˣ) / 2, element by element.</summary>
        public Tensor cosh() => Call("cosh", this);
        /// <summary>tanh x = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), element by element; its derivative is 1 − tanh² x.</summary>
        public Tensor tanh() => Call("tanh", this);
        /// <summary>In place: tanh x = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), element by element; its derivative is 1 − tanh² x.</summary>
        public Tensor tanh_() => CallInPlace("tanh_", this);
        /// <summary>⌊x⌋: the largest integer not above each element.</summary>
        public Tensor floor() => Call("floor", this);
        /// <summary>⌈x⌉: the smallest integer not below each element.</summary>
        public Tensor ceil() => Call("ceil", this);
        /// <summary>Each element rounded to decimals places; halves go to the even neighbour.</summary>
        public Tensor round(long decimals = 0L) => Call("round.decimals", this, decimals);
        /// <summary>Each element without its fraction: rounded towards zero.</summary>
        public Tensor trunc() => Call("trunc", this);
        /// <summary>Error function erf x = 2/√π ∫₀ˣ e^(−t²) dt, element by element.</summary>
        public Tensor erf() => Call("erf", this);
        /// <summary>1 − erf x, element by element, exact for large x too.</summary>
        public Tensor erfc() => Call("erfc", this);
        /// <summary>Inverse of erf, element by element, for x in (−1, 1).</summary>
        public Tensor erfinv() => Call("erfinv", this);
        /// <summary>ln |Γ(x)|, element by element.</summary>
        public Tensor lgamma() => Call("lgamma", this);
        /// <summary>ln(x / (1 − x)), the inverse of sigmoid, element by element; with eps, x is first clamped to [eps, 1 − eps].</summary>
        public Tensor logit(double? eps = null) => Call("logit", this, eps);
        /// <summary>x ln y element by element, and 0 where x is 0.</summary>
        public Tensor xlogy(Tensor y) => Call("xlogy.Tensor", this, y);
        /// <inheritdoc cref="xlogy(Tensor)"/>
        public Tensor xlogy(Scalar y) => Call("xlogy.Scalar_Other", this, y);
        /// <summary>Real parts of a complex tensor, as a view; a real tensor itself.</summary>
        public Tensor real => Call("real", this);
        /// <summary>Imaginary parts of a complex tensor, as a view.</summary>
        public Tensor imag => Call("imag", this);
        /// <summary>Each element limited to [min, max]; a bound that is null does not limit.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Call("clamp", this, min, max);
        /// <inheritdoc cref="clamp(Scalar, Scalar)"/>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Call("clamp.Tensor", this, min, max);
        /// <summary>In place: each element limited to [min, max]; a bound that is null does not limit.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => CallInPlace("clamp_", this, min, max);
        /// <summary>Limits every element to its own range, in place.</summary>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => CallInPlace("clamp_.Tensor", this, min, max);
        /// <summary>min(x, max), element by element.</summary>
        public Tensor clamp_max(Scalar max) => Call("clamp_max", this, max);
        /// <summary>In place: min(x, max), element by element.</summary>
        public Tensor clamp_max_(Scalar max) => CallInPlace("clamp_max_", this, max);
        /// <summary>max(x, min), element by element.</summary>
        public Tensor clamp_min(Scalar min) => Call("clamp_min", this, min);
        /// <summary>In place: max(x, min), element by element.</summary>
        public Tensor clamp_min_(Scalar min) => CallInPlace("clamp_min_", this, min);
        /// <summary>x with NaN replaced by nan, +∞ by posinf and −∞ by neginf; left null, these are the type's largest and smallest numbers.</summary>
        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) => Call("nan_to_num", this, nan, posinf, neginf);

        /// <summary>max(0, x), element by element; the derivative at 0 is taken as 0.</summary>
        public Tensor relu() => Call("relu", this);
        /// <summary>In place: max(0, x), element by element; the derivative at 0 is taken as 0.</summary>
        public Tensor relu_() => CallInPlace("relu_", this);
        /// <summary>σ(x) = 1 / (1 + e⁻ˣ), element by element; its derivative is σ (1 − σ).</summary>
        public Tensor sigmoid() => Call("sigmoid", this);
        /// <summary>In place: σ(x) = 1 / (1 + e⁻ˣ), element by element; its derivative is σ (1 − σ).</summary>
        public Tensor sigmoid_() => CallInPlace("sigmoid_", this);
        /// <summary>ln(1 + e^(βx)) / β, element by element; x itself where βx is above the threshold.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => Call("softplus", this, beta, threshold);
        /// <summary>Softmax along dim: exp(xᵢ) / Σⱼ exp(xⱼ), computed without overflow; of the shape of x, sums along dim are 1.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Call("softmax.int", this, dim, dtype);
        /// <summary>Logarithm of softmax along dim: xᵢ − ln Σⱼ exp(xⱼ), computed without overflow; of the shape of x.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Call("log_softmax.int", this, dim, dtype);
        /// <summary>ln σ(x) = −ln(1 + e⁻ˣ), element by element, without overflow.</summary>
        public Tensor log_sigmoid() => Call("log_sigmoid", this);
        /// <summary>x where it is positive, else negative_slope · x, element by element.</summary>
        public Tensor leaky_relu(Scalar negative_slope) => Call("leaky_relu", this, negative_slope);
        /// <summary>In place: x where it is positive, else negative_slope · x, element by element.</summary>
        public Tensor leaky_relu_(Scalar negative_slope) => CallInPlace("leaky_relu_", this, negative_slope);
        /// <summary>x where it is positive, else α (eˣ − 1), element by element.</summary>
        public Tensor elu(double alpha = 1) => Call("elu", this, alpha);
        /// <summary>In place: x where it is positive, else α (eˣ − 1), element by element.</summary>
        public Tensor elu_(double alpha = 1) => CallInPlace("elu_", this, alpha);
        /// <summary>x Φ(x), element by element, Φ being the distribution function of N(0, 1); approximate: tanh takes the usual closed form for Φ.</summary>
        public Tensor gelu() => Call("gelu", this);
        /// <inheritdoc cref="gelu()"/>
        public Tensor gelu(Modules.GELU.Approximate approximate) => Call("gelu", this, approximate.ToString());
        /// <summary>x σ(x), element by element (SiLU, Swish).</summary>
        public Tensor silu() => Call("silu", this);
        /// <summary>In place: x σ(x), element by element (SiLU, Swish).</summary>
        public Tensor silu_() => CallInPlace("silu_", this);

        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);
        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);
        public static Tensor operator -(Tensor tensor) => tensor.neg();
        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);
        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);
        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);
        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);
        public static Tensor operator -(Scalar left, Tensor right) => Call("rsub.Scalar", right, left);
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);
        public static Tensor operator /(Scalar left, Tensor right) => Quotient(left, right);
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);

        // Numbers go straight into the call, without a Scalar; smaller types convert to these two.
        public static Tensor operator +(Tensor left, long right) => Call("add.Scalar", left, right);
        public static Tensor operator +(long left, Tensor right) => Call("add.Scalar", right, left);
        public static Tensor operator -(Tensor left, long right) => Call("sub.Scalar", left, right);
        public static Tensor operator -(long left, Tensor right) => Call("rsub.Scalar", right, left);
        public static Tensor operator *(Tensor left, long right) => Call("mul.Scalar", left, right);
        public static Tensor operator *(long left, Tensor right) => Call("mul.Scalar", right, left);
        public static Tensor operator /(Tensor left, long right) => Call("div.Scalar", left, right);
        public static Tensor operator /(long left, Tensor right) => Quotient(left, right);

        public static Tensor operator +(Tensor left, double right) => Call("add.Scalar", left, right);
        public static Tensor operator +(double left, Tensor right) => Call("add.Scalar", right, left);
        public static Tensor operator -(Tensor left, double right) => Call("sub.Scalar", left, right);
        public static Tensor operator -(double left, Tensor right) => Call("rsub.Scalar", right, left);
        public static Tensor operator *(Tensor left, double right) => Call("mul.Scalar", left, right);
        public static Tensor operator *(double left, Tensor right) => Call("mul.Scalar", right, left);
        public static Tensor operator /(Tensor left, double right) => Call("div.Scalar", left, right);
        public static Tensor operator /(double left, Tensor right) => Quotient(left, right);

        private static Tensor Quotient(Argument left, Tensor right)
        {
            using var inverse = right.reciprocal();
            return Call("mul.Scalar", inverse, left);
        }
    }
}
