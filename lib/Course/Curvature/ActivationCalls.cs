using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>Watches a network's modules that have no parameters and may be curved, until it is disposed: activations above all.</summary>
internal sealed class ActivationCalls : IDisposable
{
    private readonly List<Action> removers = [];
    private readonly List<(nn.Module<Tensor, Tensor> Module, Tensor Input, Tensor Output)> calls = [];

    public ActivationCalls(nn.Module network)
    {
        foreach (var module in network.modules().Prepend(network))
        {
            if (module is not nn.Module<Tensor, Tensor> activation || module.children().Any() || module.parameters().Any() || IsPiecewiseLinear(module)) continue;
            var before = new Stack<Tensor>();
            removers.Add(activation.register_forward_pre_hook((_, input) =>
            {
                before.Push(input.alias().DetachFromDisposeScope());
                return input.clone(); // an activation may work in place
            }).remove);
            removers.Add(activation.register_forward_hook((_, _, output) =>
            {
                var kept = output.alias().DetachFromDisposeScope(); // a Sequential disposes what it hands on
                calls.Add((activation, before.Pop(), kept));
                return kept.clone();
            }).remove);
        }
    }

    /// <summary>The calls in their order, with input and output in the network's graph.</summary>
    public IReadOnlyList<(nn.Module<Tensor, Tensor> Module, Tensor Input, Tensor Output)> All => calls;

    /// <summary>Ends the watch; the tensors live on.</summary>
    public void End()
    {
        foreach (var remove in removers) remove();
        removers.Clear();
    }

    /// <summary>Ends the watch and frees the tensors.</summary>
    public void Dispose()
    {
        End();
        foreach (var (_, input, output) in calls)
        {
            input.Dispose();
            output.Dispose();
        }
    }

    /// <summary>Need not be watched. Others may be piecewise linear too, which then shows in their second derivatives.</summary>
    private static bool IsPiecewiseLinear(nn.Module module) =>
        module is ReLU or LeakyReLU or Identity or Flatten or Dropout or MaxPool2d or AvgPool2d or AdaptiveAvgPool2d;
}
