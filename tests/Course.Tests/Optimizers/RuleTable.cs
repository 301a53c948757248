using Course.Objectives;
using Course.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Optimizers;

/// <summary>All update rules with their options, by the names that rules.py gives them.</summary>
internal static class RuleTable
{
    /// <summary>The rules whose paths are in rules.json.</summary>
    public static readonly IReadOnlyDictionary<string, Func<UpdateRule>> WithPaths = new Dictionary<string, Func<UpdateRule>>
    {
        ["SGD"] = () => new Sgd(),
        ["SGD, weight decay"] = () => new Sgd().WithWeightDecay(0.3),
        ["heavy ball"] = () => new HeavyBall(),
        ["heavy ball 0.5, weight decay"] = () => new HeavyBall { Momentum = 0.5 }.WithWeightDecay(0.1),
        ["heavy ball, Polyak's form"] = () => new HeavyBall(),
        ["Nesterov"] = () => new Nesterov(),
        ["Nesterov 0.5"] = () => new Nesterov { Momentum = 0.5 },
        ["Adagrad"] = () => new Adagrad(),
        ["Adagrad, epsilon"] = () => new Adagrad { Epsilon = 0.1 },
        ["Adadelta"] = () => new Adadelta(),
        ["Adadelta, options"] = () => new Adadelta { Decay = 0.95, Epsilon = 1e-4 },
        ["RMSprop"] = () => new RmsProp(),
        ["RMSprop, options"] = () => new RmsProp { Decay = 0.99, Epsilon = 1e-3 },
        ["RMSprop, centred"] = () => new RmsProp { Centred = true },
        ["RMSprop, weight decay"] = () => new RmsProp().WithWeightDecay(0.2),
        ["Adam"] = () => new Adam(),
        ["Adam, options"] = () => new Adam { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3 },
        ["Adam, AMSGrad"] = () => new Adam { Beta1 = 0.8, Beta2 = 0.6, AmsGrad = true },
        ["Adam, weight decay"] = () => new Adam().WithWeightDecay(0.2),
        ["AdamW"] = () => new AdamW(),
        ["AdamW, options"] = () => new AdamW { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3, WeightDecay = 0.5 },
        ["Adam, AMSGrad, decoupled weight decay"] = () => new Adam { AmsGrad = true }.WithDecoupledWeightDecay(0.3),
        ["AdaMax"] = () => new AdaMax(),
        ["AdaMax, options"] = () => new AdaMax { Beta1 = 0.8, Beta2 = 0.9, Epsilon = 1e-2 },
        ["RAdam"] = () => new RAdam(),
        ["RAdam, options"] = () => new RAdam { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3 },
        ["clipped value"] = () => new HeavyBall().WithClippedValue(0.8),
        ["L-BFGS"] = () => new Lbfgs(),
        ["L-BFGS, options"] = () => new Lbfgs { HistorySize = 2 },
        ["Nadam"] = () => new Nadam(),
        ["Nadam, options"] = () => new Nadam { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3, MomentumDecay = 0.1 },
        ["PowerSign"] = () => new PowerSign(),
        ["PowerSign, options"] = () => new PowerSign { Base = 2, Beta = 0.5, InternalDecay = 0.3 },
        ["AddSign"] = () => new AddSign(),
        ["AddSign, options"] = () => new AddSign { Base = 2, Beta = 0.5, InternalDecay = 0.3 },
        ["clipped norm"] = () => new Sgd().WithClippedNorm(1.5),
        ["proximal L1"] = () => new Sgd().WithProximalL1(0.5),
        ["Newton, damped"] = () => new Newton { Damping = 0.1 },
        ["back-tracking"] = () => new BacktrackingDescent { SufficientDecrease = 0.3, Shrink = 0.7 },
    };

    /// <summary>The rules that are checked by closed forms.</summary>
    public static readonly IReadOnlyDictionary<string, Func<UpdateRule>> WithClosedForms = new Dictionary<string, Func<UpdateRule>>
    {
        ["gradient noise"] = () => new Adam().WithGradientNoise(0.3, seed: 7),
        ["mean"] = () => new HeavyBall().Averaged(after: 2),
        ["running mean"] = () => new Nadam().WithProximalL1(0.01).Averaged(decay: 0.9),
    };

    /// <summary>Makes steps on an objective, each with the objective's gradient.</summary>
    public static void Walk(UpdateRule rule, Objective objective, Tensor w, double learningRate, int steps)
    {
        using var g = zeros_like(w);
        for (var step = 0; step < steps; step++)
        {
            using var value = objective.ValueAndGradient(w, g);
            using (no_grad()) rule.Step(objective, w, g, value.ToDouble(), learningRate);
        }
    }
}
