using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers and schedules of their learning rates.</summary>
    public static partial class optim
    {
        /// <inheritdoc cref="Modules.SGD"/>
        public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            SGD([new SGD.ParamGroup { Parameters = parameters }], learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        /// <inheritdoc cref="Modules.SGD"/>
        public static SGD SGD(IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            new(parameters, new() { LearningRate = learningRate, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize });

        /// <inheritdoc cref="Modules.Adagrad"/>
        public static Adagrad Adagrad(IEnumerable<Parameter> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
            Adagrad([new Adagrad.ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps);
        /// <inheritdoc cref="Modules.Adagrad"/>
        public static Adagrad Adagrad(IEnumerable<Adagrad.ParamGroup> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
            new(parameters, new() { LearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay, initial_accumulator_value = initial_accumulator_value, eps = eps });

        /// <inheritdoc cref="Modules.Adadelta"/>
        public static Adadelta Adadelta(IEnumerable<Parameter> parameters, double lr = 1.0, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false) =>
            Adadelta([new Adadelta.ParamGroup { Parameters = parameters }], lr, rho, eps, weight_decay, maximize);
        /// <inheritdoc cref="Modules.Adadelta"/>
        public static Adadelta Adadelta(IEnumerable<Adadelta.ParamGroup> parameters, double lr = 1.0, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false) =>
            new(parameters, new() { LearningRate = lr, rho = rho, eps = eps, weight_decay = weight_decay, maximize = maximize });

        /// <inheritdoc cref="Modules.RMSProp"/>
        public static RMSProp RMSProp(IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) =>
            RMSProp([new RMSProp.ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize);
        /// <inheritdoc cref="Modules.RMSProp"/>
        public static RMSProp RMSProp(IEnumerable<RMSProp.ParamGroup> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) =>
            new(parameters, new() { LearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum, centered = centered, maximize = maximize });

        /// <inheritdoc cref="Modules.Adam"/>
        public static Adam Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            Adam([new Adam.ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        /// <inheritdoc cref="Modules.Adam"/>
        public static Adam Adam(IEnumerable<Adam.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize });

        /// <inheritdoc cref="Modules.AdamW"/>
        public static AdamW AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            AdamW([new AdamW.ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        /// <inheritdoc cref="Modules.AdamW"/>
        public static AdamW AdamW(IEnumerable<AdamW.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize });

        /// <inheritdoc cref="Modules.Adamax"/>
        public static Adamax Adamax(IEnumerable<Parameter> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
            Adamax([new Adamax.ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay);
        /// <inheritdoc cref="Modules.Adamax"/>
        public static Adamax Adamax(IEnumerable<Adamax.ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
            new(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay });

        /// <inheritdoc cref="Modules.NAdam"/>
        public static NAdam NAdam(IEnumerable<Parameter> named_parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 4e-3) =>
            NAdam([new NAdam.ParamGroup { Parameters = named_parameters }], lr, beta1, beta2, eps, weight_decay, momentum_decay);
        /// <inheritdoc cref="Modules.NAdam"/>
        public static NAdam NAdam(IEnumerable<NAdam.ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 4e-3) =>
            new(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, momentum_decay = momentum_decay });

        /// <inheritdoc cref="Modules.LBFGS"/>
        public static LBFGS LBFGS(IEnumerable<Parameter> parameters, double lr = 0.01, long max_iter = 20, long? max_eval = null, double tolerange_grad = 1e-5, double tolerance_change = 1e-9, long history_size = 100) =>
            new(parameters, lr, (max_iter, max_eval ?? 5 * max_iter / 4, tolerange_grad, tolerance_change, history_size));
    }
}
