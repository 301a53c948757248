using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>x = y element by element, shapes broadcast: a tensor of booleans.</summary>
        public Tensor eq(Tensor target) => Call("eq.Tensor", this, target);
        /// <inheritdoc cref="eq(Tensor)"/>
        public Tensor eq(Scalar target) => Call("eq.Scalar", this, target);
        /// <summary>x ≠ y element by element, shapes broadcast: a tensor of booleans.</summary>
        public Tensor ne(Tensor target) => Call("ne.Tensor", this, target);
        /// <inheritdoc cref="ne(Tensor)"/>
        public Tensor ne(Scalar target) => Call("ne.Scalar", this, target);
        /// <summary>x &lt; y element by element, shapes broadcast: a tensor of booleans.</summary>
        public Tensor lt(Tensor target) => Call("lt.Tensor", this, target);
        /// <inheritdoc cref="lt(Tensor)"/>
        public Tensor lt(Scalar target) => Call("lt.Scalar", this, target);
        /// <summary>x ≤ y element by element, shapes broadcast: a tensor of booleans.</summary>
        public Tensor le(Tensor target) => Call("le.Tensor", this, target);
        /// <inheritdoc cref="le(Tensor)"/>
        public Tensor le(Scalar target) => Call("le.Scalar", this, target);
        /// <summary>x &gt; y element by element, shapes broadcast: a tensor of booleans.</summary>
        public Tensor gt(Tensor target) => Call("gt.Tensor", this, target);
        /// <inheritdoc cref="gt(Tensor)"/>
        public Tensor gt(Scalar target) => Call("gt.Scalar", this, target);
        /// <summary>x ≥ y element by element, shapes broadcast: a tensor of booleans.</summary>
        public Tensor ge(Tensor target) => Call("ge.Tensor", this, target);
        /// <inheritdoc cref="ge(Tensor)"/>
        public Tensor ge(Scalar target) => Call("ge.Scalar", this, target);
        /// <summary>As eq: x = y element by element, a tensor of booleans. Whether two tensors are equal as a whole is said by Equals.</summary>
        public Tensor equal(Tensor target) => eq(target);
        /// <summary>Whether |x − y| ≤ atol + rtol·|y| holds for all elements; NaN equals NaN only with equal_nan.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => CallScalar("allclose", this, target, rtol, atol, equal_nan).ToBoolean();
        /// <summary>Where |x − y| ≤ atol + rtol·|y|: a tensor of booleans; NaN equals NaN only with nanEqual.</summary>
        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => Call("isclose", this, other, rtol, atol, nanEqual);
        /// <summary>Where x is not a number: a tensor of booleans.</summary>
        public Tensor isnan() => Call("isnan", this);
        /// <summary>Where x is +∞ or −∞: a tensor of booleans.</summary>
        public Tensor isinf() => Call("isinf", this);
        /// <summary>Where x is neither infinite nor NaN: a tensor of booleans.</summary>
        public Tensor isfinite() => Call("isfinite", this);
        /// <summary>Where x is one of test_elements: a tensor of booleans of the shape of x; invert asks where it is none of them.</summary>
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) => Call("isin.Tensor_Tensor", this, test_elements, assumeUnique, invert);
        /// <summary>x and y element by element, everything but 0 being true: a tensor of booleans.</summary>
        public Tensor logical_and(Tensor other) => Call("logical_and", this, other);
        /// <summary>x or y element by element, everything but 0 being true: a tensor of booleans.</summary>
        public Tensor logical_or(Tensor other) => Call("logical_or", this, other);
        /// <summary>Either x or y element by element, everything but 0 being true: a tensor of booleans.</summary>
        public Tensor logical_xor(Tensor other) => Call("logical_xor", this, other);
        /// <summary>Where x is 0 or false: a tensor of booleans.</summary>
        public Tensor logical_not() => Call("logical_not", this);
        /// <summary>x &amp; y bit by bit, for integers; for booleans the logical and.</summary>
        public Tensor bitwise_and(Tensor other) => Call("bitwise_and.Tensor", this, other);
        /// <summary>x | y bit by bit, for integers; for booleans the logical or.</summary>
        public Tensor bitwise_or(Tensor other) => Call("bitwise_or.Tensor", this, other);
        /// <summary>x ^ y bit by bit, for integers; for booleans the exclusive or.</summary>
        public Tensor bitwise_xor(Tensor other) => Call("bitwise_xor.Tensor", this, other);
        /// <summary>~x bit by bit, for integers; for booleans the logical not.</summary>
        public Tensor bitwise_not() => Call("bitwise_not", this);
        /// <summary>The larger of x and y, element by element, shapes broadcast; NaN where either is.</summary>
        public Tensor maximum(Tensor other) => Call("maximum", this, other);
        /// <summary>The smaller of x and y, element by element, shapes broadcast; NaN where either is.</summary>
        public Tensor minimum(Tensor other) => Call("minimum", this, other);
        /// <summary>x where the condition holds, y elsewhere; the three shapes broadcast.</summary>
        public Tensor where(Tensor condition, Tensor y) => Call("where.self", condition, this, y);

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);
        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);
        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);
        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);
        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);
        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);
        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);
        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);
        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);
        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);
        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);
        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);
    }
}
