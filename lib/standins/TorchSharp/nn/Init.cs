using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Initial values of parameters.</summary>
        public static partial class init
        {
            public enum NonlinearityType { Linear = 0, Conv1D = 1, Conv2D = 2, Conv3D = 3, ConvTranspose1D = 4, ConvTranspose2D = 5, ConvTranspose3D = 6, Sigmoid = 7, Tanh = 8, ReLU = 9, LeakyReLU = 10 }

            public enum FanInOut { FanIn = 0, FanOut = 1 }

            /// <summary>A nonlinearity's gain: 5/3 for tanh, √2 for ReLU, √(2 / (1 + param²)) for leaky ReLU, 1 for the others.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            /// <summary>Sets every element to 1, without recording it.</summary>
            public static Tensor ones_(Tensor tensor) => Filled(tensor, static t => t.fill_(1));
            /// <summary>Sets every element to 0, without recording it.</summary>
            public static Tensor zeros_(Tensor tensor) => Filled(tensor, static t => t.zero_());
            /// <summary>Sets every element to val, without recording it.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val) => Filled(tensor, t => t.fill_(val));
            /// <summary>Makes a matrix the identity, without recording it.</summary>
            public static Tensor eye_(Tensor tensor) => Filled(tensor, static t => t.copy_(eye(t.shape[0], t.shape[1], t.dtype, t.device)));
            /// <summary>Draws each element from U(low, high), without recording it.</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) => Filled(tensor, t => t.uniform_(low, high, generator));
            /// <summary>Draws each element from N(mean, std²), without recording it.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) => Filled(tensor, t => t.normal_(mean, std, generator));

            /// <summary>He's start: draws from U(−b, b), b = gain √(3 / fan), the gain of the nonlinearity (a: its slope), fan in or out.</summary>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>He's start: draws from N(0, gain² / fan), the gain of the nonlinearity (a: its slope), fan in or out.</summary>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            /// <summary>Glorot's start: draws from U(−b, b) with b = gain √(6 / (fan_in + fan_out)).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                var bound = Math.Sqrt(3) * XavierDeviation(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Draws uniformly, with the deviation that Xavier's normal distribution has: TorchSharp 0.107 does so.</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0) => xavier_uniform_(tensor, gain);

            /// <summary>Rows or columns, whichever are fewer, become orthonormal, times the gain (Saxe et al. 2013).</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1.0)
            {
                Demand(tensor.dim() >= 2, $"Only tensors with 2 or more dimensions are supported, got {tensor.dim()}");
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var (rows, columns) = (tensor.shape[0], tensor.numel() / tensor.shape[0]);
                var drawn = randn(rows, columns, tensor.dtype, tensor.device);
                var (q, r) = linalg.qr(rows < columns ? drawn.t() : drawn);
                q.mul_(r.diagonal().sign());  // without the sign, QR's convention would favour some matrices
                tensor.copy_((rows < columns ? q.t() : q).view_as(tensor)).mul_(gain);
                return tensor;
            }

            /// <summary>N(0, std²), but the given share of each column is zero (Martens 2010).</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                Demand(tensor.dim() == 2, $"Sparse initialization only supported with 2-D tensors, got {tensor.dim()}-D");
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var zeros = (long)Math.Ceiling(sparsity * tensor.shape[0]);
                Operator.CallInPlace("scatter_.value", tensor.normal_(0, std), 0L, rand_like(tensor).argsort(0).narrow(0, 0, zeros), 0.0);
                return tensor;
            }

            /// <summary>Inputs and outputs of a unit: shape[1] and shape[0], times the elements of the kernel for convolutions.</summary>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2) throw new ArgumentException("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
                var field = shape.Skip(2).Aggregate(1L, static (product, size) => product * size);
                return (shape[1] * field, shape[0] * field);
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static double XavierDeviation(Tensor tensor, double gain)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            /// <summary>PyTorch's start of a linear layer or a convolution: U(-1/√fan-in, 1/√fan-in), which for the weight is He's with a = √5.</summary>
            internal static void Reset(Tensor weight, Tensor? bias)
            {
                kaiming_uniform_(weight, a: Math.Sqrt(5));
                if (bias is null) return;
                var (fanIn, _) = CalculateFanInAndFanOut(weight);
                var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
                uniform_(bias, -bound, bound);
            }

            private static void Demand(bool condition, string message)
            {
                if (!condition) throw new ExternalException(message);
            }

            private static Tensor Filled(Tensor tensor, Action<Tensor> fill)
            {
                using var _ = no_grad();
                fill(tensor);
                return tensor;
            }
        }
    }
}
