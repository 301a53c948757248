using Course.Data;
using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>A chunk's <c>Jᵀ H_z J</c>, where H_z is the Hessian of its mean loss by the outputs, by differentiating that loss twice.</summary>
internal sealed class GaussNewtonGraph(NetworkObjective network, Batch chunk) : OutputGraph(network, chunk)
{
    protected override Tensor? Between(Tensor directions) => Loss.Hessian(directions);
}
