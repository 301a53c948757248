using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Models;

/// <summary>
/// Holds a network in evaluation mode for a measurement. When it is disposed all that a measurement may disturb is as before: each layer's mode, the
/// buffers (batch norm's running averages), the gradients, and torch's random state. A GPU's random state cannot be read through TorchSharp.
/// </summary>
internal sealed class Undisturbed : IDisposable
{
    private readonly (nn.Module Module, bool WasTraining)[] modes;
    private readonly (Tensor Buffer, Tensor Values)[] buffers;
    private readonly (Tensor Parameter, Tensor? Gradient, Tensor? Values)[] gradients;
    private readonly Tensor random;

    public Undisturbed(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        modes = [(module, module.training), .. module.modules().Select(part => (part, part.training))];
        buffers = [.. module.named_buffers().Select(named => (named.buffer, Copy(named.buffer)))];
        gradients = [.. module.parameters().Select(GradientOf)];
        random = get_rng_state().DetachFromDisposeScope();
        module.eval();
    }

    /// <summary>The guard of an objective's network; null where it has none, which a <c>using</c> takes too.</summary>
    public static Undisturbed? Of(Objective objective) => objective is INetworkLoss { Network.Module: var module } ? new Undisturbed(module) : null;

    public void Dispose()
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        foreach (var (module, wasTraining) in modes) module.train(wasTraining); // outer modules come first, since train reaches the inner ones too
        foreach (var (buffer, values) in buffers)
        {
            using (values)
                if (!buffer.eq(values).all().ToBoolean()) buffer.copy_(values); // a graph that is kept may hold the buffer: one that was not changed is not written to
        }
        foreach (var (parameter, gradient, values) in gradients)
        {
            using (gradient)
            using (values)
            {
                if (values is not null) gradient!.copy_(values);
                parameter.grad = gradient;
            }
        }
        set_rng_state(random);
        random.Dispose();
    }

    private static (Tensor Parameter, Tensor? Gradient, Tensor? Values) GradientOf(Tensor parameter)
    {
        var gradient = parameter.grad?.DetachFromDisposeScope();
        return (parameter, gradient, gradient is null ? null : Copy(gradient));
    }

    private static Tensor Copy(Tensor values) => values.clone().DetachFromDisposeScope();
}
