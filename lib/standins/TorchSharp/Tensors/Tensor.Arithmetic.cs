using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode { None, trunc, floor }

    private static Argument NameOf(RoundingMode mode) => mode == RoundingMode.None ? Argument.None : mode.ToString();

    public partial class Tensor
    {
        public Tensor add(Tensor target) => Call("add.Tensor", this, target);
        public Tensor add(Tensor target, Scalar alpha) => Call("add.Tensor", this, target, alpha);
        public Tensor add(Scalar scalar) => Call("add.Scalar", this, scalar);
        public Tensor add(Scalar scalar, Scalar alpha) => Call("add.Scalar", this, scalar, alpha);
        public Tensor add_(Tensor target) => CallInPlace("add_.Tensor", this, target);
        public Tensor add_(Tensor target, Scalar alpha) => CallInPlace("add_.Tensor", this, target, alpha);
        public Tensor add_(Scalar scalar) => CallInPlace("add_.Scalar", this, scalar);
        public Tensor add_(Scalar scalar, Scalar alpha) => CallInPlace("add_.Scalar", this, scalar, alpha);
        public Tensor sub(Tensor target) => Call("sub.Tensor", this, target);
        public Tensor sub(Scalar target) => Call("sub.Scalar", this, target);
        public Tensor subtract(Tensor target) => sub(target);
        public Tensor subtract(Scalar target) => sub(target);
        public Tensor sub_(Tensor target) => CallInPlace("sub_.Tensor", this, target);
        public Tensor sub_(Scalar target) => CallInPlace("sub_.Scalar", this, target);
        public Tensor subtract_(Tensor target) => sub_(target);
        public Tensor subtract_(Scalar target) => sub_(target);
        public Tensor mul(Tensor target) => Call("mul.Tensor", this, target);
        public Tensor mul(Scalar target) => Call("mul.Scalar", this, target);
        public Tensor multiply(Tensor target) => mul(target);
        public Tensor multiply(Scalar target) => mul(target);
        public Tensor mul_(Tensor target) => CallInPlace("mul_.Tensor", this, target);
        public Tensor mul_(Scalar target) => CallInPlace("mul_.Scalar", this, target);
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Call("div.Tensor_mode", this, target, NameOf(rounding_mode));
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Call("div.Scalar_mode", this, target, NameOf(rounding_mode));
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => CallInPlace("div_.Tensor_mode", this, target, NameOf(rounding_mode));
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => CallInPlace("div_.Scalar_mode", this, target, NameOf(rounding_mode));
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);
        public Tensor floor_divide(Tensor other) => Call("floor_divide", this, other);
        public Tensor floor_divide(Scalar other) => Call("floor_divide.Scalar", this, other);
        public Tensor floor_divide_(Tensor other) => CallInPlace("floor_divide_.Tensor", this, other);
        public Tensor floor_divide_(Scalar other) => CallInPlace("floor_divide_.Scalar", this, other);
        public Tensor remainder(Tensor target) => Call("remainder.Tensor", this, target);
        public Tensor remainder(Scalar scalar) => Call("remainder.Scalar", this, scalar);
        public Tensor remainder_(Tensor target) => CallInPlace("remainder_.Tensor", this, target);
        public Tensor remainder_(Scalar scalar) => CallInPlace("remainder_.Scalar", this, scalar);
        public Tensor fmod(Tensor target) => Call("fmod.Tensor", this, target);
        public Tensor fmod(Scalar scalar) => Call("fmod.Scalar", this, scalar);
        public Tensor fmod_(Tensor target) => CallInPlace("fmod_.Tensor", this, target);
        public Tensor fmod_(Scalar scalar) => CallInPlace("fmod_.Scalar", this, scalar);
        public Tensor pow(Tensor exponent) => Call("pow.Tensor_Tensor", this, exponent);
        public Tensor pow(Scalar exponent) => Call("pow.Tensor_Scalar", this, exponent);
        public Tensor pow_(Tensor exponent) => CallInPlace("pow_.Tensor", this, exponent);
        public Tensor pow_(Scalar exponent) => CallInPlace("pow_.Scalar", this, exponent);
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Call("addcmul", this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => CallInPlace("addcmul_", this, tensor1, tensor2, value);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Call("addcdiv", this, tensor1, tensor2);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Call("addcdiv", this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => CallInPlace("addcdiv_", this, tensor1, tensor2);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => CallInPlace("addcdiv_", this, tensor1, tensor2, value);
        public Tensor lerp(Tensor end, Tensor weight) => Call("lerp.Tensor", this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight) => CallInPlace("lerp_.Tensor", this, end, weight);

        public Tensor neg() => Call("neg", this);
        public Tensor negative() => neg();
        public Tensor neg_() => CallInPlace("neg_", this);
        public Tensor abs() => Call("abs", this);
        public Tensor absolute() => abs();
        public Tensor abs_() => CallInPlace("abs_", this);
        public Tensor sign() => Call("sign", this);
        public Tensor sign_() => CallInPlace("sign_", this);
        public Tensor reciprocal() => Call("reciprocal", this);
        public Tensor reciprocal_() => CallInPlace("reciprocal_", this);
        public Tensor square() => Call("square", this);
        public Tensor sqrt() => Call("sqrt", this);
        public Tensor sqrt_() => CallInPlace("sqrt_", this);
        public Tensor rsqrt() => Call("rsqrt", this);
        public Tensor rsqrt_() => CallInPlace("rsqrt_", this);
        public Tensor exp() => Call("exp", this);
        public Tensor exp_() => CallInPlace("exp_", this);
        public Tensor exp2() => Call("exp2", this);
        public Tensor exp2_() => CallInPlace("exp2_", this);
        public Tensor expm1() => Call("expm1", this);
        public Tensor expm1_() => CallInPlace("expm1_", this);
        public Tensor log() => Call("log", this);
        public Tensor log_() => CallInPlace("log_", this);
        public Tensor log2() => Call("log2", this);
        public Tensor log2_() => CallInPlace("log2_", this);
        public Tensor log10() => Call("log10", this);
        public Tensor log10_() => CallInPlace("log10_", this);
        public Tensor log1p() => Call("log1p", this);
        public Tensor log1p_() => CallInPlace("log1p_", this);
        public Tensor logaddexp(Tensor other) => Call("logaddexp", this, other);
        public Tensor sin() => Call("sin", this);
        public Tensor sin_() => CallInPlace("sin_", this);
        public Tensor cos() => Call("cos", this);
        public Tensor cos_() => CallInPlace("cos_", this);
        public Tensor tan() => Call("tan", this);
        public Tensor tan_() => CallInPlace("tan_", this);
        public Tensor asin() => Call("asin", this);
        public Tensor asin_() => CallInPlace("asin_", this);
        public Tensor acos() => Call("acos", this);
        public Tensor acos_() => CallInPlace("acos_", this);
        public Tensor atan() => Call("atan", this);
        public Tensor atan_() => CallInPlace("atan_", this);
        public Tensor atan2(Tensor other) => Call("atan2", this, other);
        public Tensor atan2_(Tensor other) => CallInPlace("atan2_", this, other);
        public Tensor sinh() => Call("sinh", this);
        public Tensor sinh_() => CallInPlace("sinh_", this);
        public Tensor cosh() => Call("cosh", this);
        public Tensor cosh_() => CallInPlace("cosh_", this);
        public Tensor tanh() => Call("tanh", this);
        public Tensor tanh_() => CallInPlace("tanh_", this);
        public Tensor atanh() => Call("atanh", this);
        public Tensor atanh_() => CallInPlace("atanh_", this);
        public Tensor asinh() => Call("asinh", this);
        public Tensor asinh_() => CallInPlace("asinh_", this);
        public Tensor acosh() => Call("acosh", this);
        public Tensor acosh_() => CallInPlace("acosh_", this);
        public Tensor floor() => Call("floor", this);
        public Tensor floor_() => CallInPlace("floor_", this);
        public Tensor ceil() => Call("ceil", this);
        public Tensor ceil_() => CallInPlace("ceil_", this);
        public Tensor round(long decimals = 0L) => Call("round.decimals", this, decimals);
        public Tensor round_(long decimals = 0L) => CallInPlace("round_.decimals", this, decimals);
        public Tensor trunc() => Call("trunc", this);
        public Tensor trunc_() => CallInPlace("trunc_", this);
        public Tensor frac() => Call("frac", this);
        public Tensor frac_() => CallInPlace("frac_", this);
        public Tensor erf() => Call("erf", this);
        public Tensor erf_() => CallInPlace("erf_", this);
        public Tensor erfc() => Call("erfc", this);
        public Tensor erfc_() => CallInPlace("erfc_", this);
        public Tensor erfinv() => Call("erfinv", this);
        public Tensor erfinv_() => CallInPlace("erfinv_", this);
        public Tensor lgamma() => Call("lgamma", this);
        public Tensor lgamma_() => CallInPlace("lgamma_", this);
        public Tensor digamma() => Call("digamma", this);
        public Tensor digamma_() => CallInPlace("digamma_", this);
        public Tensor hypot(Tensor other) => Call("hypot", this, other);
        public Tensor logit(double? eps = null) => Call("logit", this, eps);
        public Tensor xlogy(Tensor y) => Call("xlogy.Tensor", this, y);
        public Tensor xlogy(Scalar y) => Call("xlogy.Scalar_Other", this, y);
        public Tensor angle() => Call("angle", this);
        public Tensor conj() => Call("conj", this);
        public Tensor real => Call("real", this);
        public Tensor imag => Call("imag", this);
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Call("clamp", this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Call("clamp.Tensor", this, min, max);
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => CallInPlace("clamp_", this, min, max);
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => CallInPlace("clamp_.Tensor", this, min, max);
        public Tensor clamp_max(Scalar max) => Call("clamp_max", this, max);
        public Tensor clamp_max_(Scalar max) => CallInPlace("clamp_max_", this, max);
        public Tensor clamp_min(Scalar min) => Call("clamp_min", this, min);
        public Tensor clamp_min_(Scalar min) => CallInPlace("clamp_min_", this, min);
        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) => Call("nan_to_num", this, nan, posinf, neginf);
        public Tensor nan_to_num_(double nan = 0d, double? posinf = null, double? neginf = null) => CallInPlace("nan_to_num_", this, nan, posinf, neginf);

        public Tensor relu() => Call("relu", this);
        public Tensor relu_() => CallInPlace("relu_", this);
        public Tensor sigmoid() => Call("sigmoid", this);
        public Tensor sigmoid_() => CallInPlace("sigmoid_", this);
        public Tensor softplus(double beta = 1, double threshold = 20) => Call("softplus", this, beta, threshold);
        public Tensor softmax(long dim, ScalarType? dtype = null) => Call("softmax.int", this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Call("log_softmax.int", this, dim, dtype);
        public Tensor log_sigmoid() => Call("log_sigmoid", this);
        public Tensor leaky_relu(Scalar negative_slope) => Call("leaky_relu", this, negative_slope);
        public Tensor leaky_relu_(Scalar negative_slope) => CallInPlace("leaky_relu_", this, negative_slope);
        public Tensor elu(double alpha = 1) => Call("elu", this, alpha);
        public Tensor elu_(double alpha = 1) => CallInPlace("elu_", this, alpha);
        public Tensor gelu() => Call("gelu", this);
        public Tensor gelu(Modules.GELU.Approximate approximate) => Call("gelu", this, approximate.ToString());
        public Tensor silu() => Call("silu", this);
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
        public static Tensor operator %(Tensor left, long right) => Call("remainder.Scalar", left, right);

        public static Tensor operator +(Tensor left, double right) => Call("add.Scalar", left, right);
        public static Tensor operator +(double left, Tensor right) => Call("add.Scalar", right, left);
        public static Tensor operator -(Tensor left, double right) => Call("sub.Scalar", left, right);
        public static Tensor operator -(double left, Tensor right) => Call("rsub.Scalar", right, left);
        public static Tensor operator *(Tensor left, double right) => Call("mul.Scalar", left, right);
        public static Tensor operator *(double left, Tensor right) => Call("mul.Scalar", right, left);
        public static Tensor operator /(Tensor left, double right) => Call("div.Scalar", left, right);
        public static Tensor operator /(double left, Tensor right) => Quotient(left, right);
        public static Tensor operator %(Tensor left, double right) => Call("remainder.Scalar", left, right);

        private static Tensor Quotient(Argument left, Tensor right)
        {
            using var inverse = right.reciprocal();
            return Call("mul.Scalar", inverse, left);
        }
    }
}
