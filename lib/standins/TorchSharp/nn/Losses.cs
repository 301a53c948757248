using static TorchSharp.Operator;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using functional = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    /// <summary>A loss ℓ of a prediction x and its target y.</summary>
    public abstract class Loss<T1, T2, TResult> : Module<T1, T2, TResult>
    {
        private readonly Func<T1, T2, TResult> function;

        private protected Loss(Func<T1, T2, TResult> function) : base("Loss") => this.function = function;

        public override TResult forward(T1 input, T2 target) => function(input, target);
    }

    namespace Modules
    {
        /// <summary>(x − y)².</summary>
        public sealed class MSELoss(Reduction reduction = Reduction.Mean)
            : Loss<Tensor, Tensor, Tensor>((x, y) => functional.mse_loss(x, y, reduction));

        /// <summary>|x − y|.</summary>
        public sealed class L1Loss(Reduction reduction = Reduction.Mean)
            : Loss<Tensor, Tensor, Tensor>((x, y) => functional.l1_loss(x, y, reduction));

        /// <summary>(x − y)² / 2β where |x − y| is below β, else |x − y| − β / 2.</summary>
        public sealed class SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1.0)
            : Loss<Tensor, Tensor, Tensor>((x, y) => functional.smooth_l1_loss(x, y, reduction, beta));

        /// <summary>(x − y)² / 2 where |x − y| is below δ, else δ (|x − y| − δ / 2).</summary>
        public sealed class HuberLoss(double delta = 1.0, Reduction reduction = Reduction.Mean)
            : Loss<Tensor, Tensor, Tensor>((x, y) => functional.huber_loss(x, y, delta, reduction));

        /// <summary>−x at the label y, x being logarithms of probabilities. A mean is weighted.</summary>
        public sealed class NLLLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean)
            : Loss<Tensor, Tensor, Tensor>((x, y) => functional.nll_loss(x, y, weight, reduction));

        /// <summary>−log softmax(x) at the label y, or for probabilities y −Σ y log softmax(x). Smoothing mixes y with the uniform distribution.</summary>
        public sealed class CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0)
            : Loss<Tensor, Tensor, Tensor>((x, y) => functional.cross_entropy(x, y, weight, ignore_index ?? -100, reduction, label_smoothing));

        /// <summary>−y log x − (1 − y) log(1 − x).</summary>
        public sealed class BCELoss(Tensor? weight = null, Reduction reduction = Reduction.Mean)
            : Loss<Tensor, Tensor, Tensor>((x, y) => functional.binary_cross_entropy(x, y, weight, reduction));

        /// <summary>−p y log σ(x) − (1 − y) log(1 − σ(x)), p being the weight of the positive targets.</summary>
        public sealed class BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
            : Loss<Tensor, Tensor, Tensor>((x, y) => functional.binary_cross_entropy_with_logits(x, y, weight, reduction, pos_weights));

        /// <summary>q (log q − x), x being logarithms of probabilities. The target is log q, or q where log_target is false.</summary>
        public sealed class KLDivLoss(bool log_target = true, Reduction reduction = Reduction.Mean)
            : Loss<Tensor, Tensor, Tensor>((x, y) => functional.kl_div(x, y, log_target, reduction));
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>What becomes of the losses of a batch, numbered as in libtorch.</summary>
            public enum Reduction : long { None = 0, Mean = 1, Sum = 2 }

            /// <summary>Mean of (x − y)², or its sum, or each of them: as the reduction says.</summary>
            public static Modules.MSELoss MSELoss(Reduction reduction = Reduction.Mean) => new(reduction);
            /// <summary>Mean of |x − y|, or its sum, or each of them: as the reduction says.</summary>
            public static Modules.L1Loss L1Loss(Reduction reduction = Reduction.Mean) => new(reduction);
            /// <inheritdoc cref="Modules.SmoothL1Loss"/>
            public static Modules.SmoothL1Loss SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1.0) => new(reduction, beta);
            /// <inheritdoc cref="Modules.HuberLoss"/>
            public static Modules.HuberLoss HuberLoss(double delta = 1.0, Reduction reduction = Reduction.Mean) => new(delta, reduction);
            /// <inheritdoc cref="Modules.NLLLoss"/>
            public static Modules.NLLLoss NLLLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);
            /// <summary>−ln softmax(x)ᵧ of logits x [N, C], labels y [N] (Int64), −Σ y ln softmax(x) of probabilities y [N, C]; the mean by default.</summary>
            public static Modules.CrossEntropyLoss CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean) => new(weight, ignore_index, reduction);
            /// <summary>−y ln x − (1 − y) ln(1 − x) of probabilities x, the logarithms at least −100; the mean by default.</summary>
            public static Modules.BCELoss BCELoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);
            /// <summary>−p y ln σ(x) − (1 − y) ln(1 − σ(x)) of logits x, without overflow; by default the mean. p are pos_weights.</summary>
            public static Modules.BCEWithLogitsLoss BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) => new(weight, reduction, pos_weights);
            /// <summary>q (ln q − x) of log-probabilities x; the target is ln q, or q where log_target is false. The mean is over all elements.</summary>
            public static Modules.KLDivLoss KLDivLoss(bool log_target = true, Reduction reduction = Reduction.Mean) => new(log_target, reduction);

            public static partial class functional
            {
                /// <summary>(x − y)²: the mean of all elements, their sum, or each, as the reduction says.</summary>
                public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Call("mse_loss", input, target, (long)reduction);
                /// <summary>|x − y|: the mean of all elements, their sum, or each, as the reduction says.</summary>
                public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Call("l1_loss", input, target, (long)reduction);
                /// <inheritdoc cref="Modules.SmoothL1Loss"/>
                public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0) => Call("smooth_l1_loss", input, target, (long)reduction, beta);
                /// <inheritdoc cref="Modules.HuberLoss"/>
                public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1.0, Reduction reduction = Reduction.Mean) => Call("huber_loss", input, target, (long)reduction, delta);
                /// <inheritdoc cref="Modules.NLLLoss"/>
                public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) => Call("nll_loss_nd", input, target, weight, (long)reduction);
                /// <inheritdoc cref="nn.CrossEntropyLoss"/>
                public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) => Call("cross_entropy_loss", input, target, weight, (long)reduction, ignore_index, label_smoothing);
                /// <inheritdoc cref="nn.BCELoss"/>
                public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) => Call("binary_cross_entropy", input, target, weight, (long)reduction);
                /// <inheritdoc cref="nn.BCEWithLogitsLoss"/>
                public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) => Call("binary_cross_entropy_with_logits", input, target, weight, pos_weights, (long)reduction);
                /// <inheritdoc cref="nn.KLDivLoss"/>
                public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) => Call("kl_div", input, target, (long)reduction, log_target);
            }
        }
    }
}
