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
        public Tensor sub_(Tensor target) => CallInPlace("sub_.Tensor", this, target);
        public Tensor sub_(Scalar target) => CallInPlace("sub_.Scalar", this, target);
        public Tensor mul(Tensor target) => Call("mul.Tensor", this, target);
        public Tensor mul(Scalar target) => Call("mul.Scalar", this, target);
        public Tensor mul_(Tensor target) => CallInPlace("mul_.Tensor", this, target);
        public Tensor mul_(Scalar target) => CallInPlace("mul_.Scalar", this, target);
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Call("div.Tensor_mode", this, target, NameOf(rounding_mode));
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Call("div.Scalar_mode", this, target, NameOf(rounding_mode));
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => CallInPlace("div_.Tensor_mode", this, target, NameOf(rounding_mode));
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => CallInPlace("div_.Scalar_mode", this, target, NameOf(rounding_mode));
        public Tensor floor_divide(Tensor other) => Call("floor_divide", this, other);
        public Tensor floor_divide(Scalar other) => Call("floor_divide.Scalar", this, other);
        public Tensor remainder(Tensor target) => Call("remainder.Tensor", this, target);
        public Tensor remainder(Scalar scalar) => Call("remainder.Scalar", this, scalar);
        public Tensor pow(Tensor exponent) => Call("pow.Tensor_Tensor", this, exponent);
        public Tensor pow(Scalar exponent) => Call("pow.Tensor_Scalar", this, exponent);
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
        public Tensor neg_() => CallInPlace("neg_", this);
        public Tensor abs() => Call("abs", this);
        public Tensor abs_() => CallInPlace("abs_", this);
        public Tensor sign() => Call("sign", this);
        public Tensor reciprocal() => Call("reciprocal", this);
        public Tensor square() => Call("square", this);
        public Tensor sqrt() => Call("sqrt", this);
        public Tensor sqrt_() => CallInPlace("sqrt_", this);
        public Tensor rsqrt() => Call("rsqrt", this);
        public Tensor exp() => Call("exp", this);
        public Tensor exp_() => CallInPlace("exp_", this);
        public Tensor expm1() => Call("expm1", this);
        public Tensor log() => Call("log", this);
        public Tensor log_() => CallInPlace("log_", this);
        public Tensor log2() => Call("log2", this);
        public Tensor log10() => Call("log10", this);
        public Tensor log1p() => Call("log1p", this);
        public Tensor logaddexp(Tensor other) => Call("logaddexp", this, other);
        public Tensor sin() => Call("sin", this);
        public Tensor cos() => Call("cos", this);
        public Tensor tan() => Call("tan", this);
        public Tensor asin() => Call("asin", this);
        public Tensor acos() => Call("acos", this);
        public Tensor atan() => Call("atan", this);
        public Tensor atan2(Tensor other) => Call("atan2", this, other);
        public Tensor sinh() => Call("sinh", this);
        public Tensor cosh() => Call("cosh", this);
        public Tensor tanh() => Call("tanh", this);
        public Tensor tanh_() => CallInPlace("tanh_", this);
        public Tensor floor() => Call("floor", this);
        public Tensor ceil() => Call("ceil", this);
        public Tensor round(long decimals = 0L) => Call("round.decimals", this, decimals);
        public Tensor trunc() => Call("trunc", this);
        public Tensor erf() => Call("erf", this);
        public Tensor erfc() => Call("erfc", this);
        public Tensor erfinv() => Call("erfinv", this);
        public Tensor lgamma() => Call("lgamma", this);
        public Tensor logit(double? eps = null) => Call("logit", this, eps);
        public Tensor xlogy(Tensor y) => Call("xlogy.Tensor", this, y);
        public Tensor xlogy(Scalar y) => Call("xlogy.Scalar_Other", this, y);
        public Tensor real => Call("real", this);
        public Tensor imag => Call("imag", this);
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Call("clamp", this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Call("clamp.Tensor", this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => CallInPlace("clamp_", this, min, max);
        public Tensor clamp_max(Scalar max) => Call("clamp_max", this, max);
        public Tensor clamp_max_(Scalar max) => CallInPlace("clamp_max_", this, max);
        public Tensor clamp_min(Scalar min) => Call("clamp_min", this, min);
        public Tensor clamp_min_(Scalar min) => CallInPlace("clamp_min_", this, min);
        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) => Call("nan_to_num", this, nan, posinf, neginf);

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
