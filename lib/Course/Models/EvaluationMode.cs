using TorchSharp;
using static TorchSharp.torch;

namespace Course.Models;

/// <summary>Holds a network in evaluation mode until it is disposed; then each layer is in the mode again that it was in before.</summary>
internal sealed class EvaluationMode : IDisposable
{
    private readonly (nn.Module Module, bool WasTraining)[] modes;

    public EvaluationMode(nn.Module module)
    {
        modes = [(module, module.training), .. module.modules().Select(part => (part, part.training))];
        module.eval();
    }

    /// <summary>Outer modules come first, since <c>train</c> reaches the inner ones too.</summary>
    public void Dispose()
    {
        foreach (var (module, wasTraining) in modes) module.train(wasTraining);
    }
}
