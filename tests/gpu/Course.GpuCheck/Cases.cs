using Course.Checkpoints;
using Course.Data;
using Course.Initialization;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Regularization;
using Course.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Course.GpuCheck;

internal static class Cases
{
    public static IEnumerable<Case> All => [.. Operators, .. LinearAlgebra, .. Layers, .. LossFunctions, .. Optimizers, .. Training, .. OnDevice];

    private static IEnumerable<Case> Operators
    {
        get
        {
            long[] matrix = [5, 7];
            foreach (var (name, function) in new Dictionary<string, Func<Tensor, Tensor>>
            {
                ["exp, log1p"] = x => x.exp().log1p(),
                ["sqrt, pow"] = x => (x.square() + 1).sqrt().pow(1.7),
                ["sin, cos, atan"] = x => x.sin() * x.cos() + x.atan(),
                ["erf, lgamma"] = x => x.erf() + (x.abs() + 1).lgamma(),
                ["abs, sign, clamp"] = x => x.abs() * x.sign() + x.clamp(-0.5, 0.7),
                ["sum, mean"] = x => x.sum(dim: 0) * x.square().mean([1], keepdim: true),
                ["var, std"] = x => x.var(1) + x.std(1),
                ["norm"] = x => linalg.vector_norm(x, 3, [1]),
                ["prod, cumsum"] = x => x.prod(1) + x.cumsum(1).square().sum(dim: 1),
                ["logsumexp, softmax"] = x => x.logsumexp(1, keepdim: true) * x.softmax(0) + F.log_softmax(x, 1),
                ["max, min"] = x => x.max(1).values.square() - x.min(1).values,
                ["sort, topk"] = x => x.sort(1).Values.square() * 2 + x.topk(3, 1).values.sum(dim: 1, keepdim: true),
                ["index, narrow, flip"] = x => x[TensorIndex.Slice(1, 5, 2), TensorIndex.Ellipsis].square() + x.narrow(0, 3, 2).flip(1),
                ["index tensors, masks"] = x => x[tensor([4L, 0, 4], device: x.device)].square().sum() + x[x.gt(0)].pow(3).sum(),
                ["where, masked_fill"] = x => where(x.gt(0), x.square(), x.sin()).masked_fill(x.lt(-1), 0.5),
                ["cat, stack, split"] = x => cat([x, x.square()], 1).split(7, 1)[1] + stack([x, x.exp()]).sum(dim: 0),
                ["transpose, reshape, expand"] = x => x.t().reshape(7, 5, 1).expand(7, 5, 2).pow(3),
                ["gather, index_select"] = x => x.gather(1, x.argsort(1)).square() + x.index_select(0, arange(5, device: x.device).flip(0)),
                ["pad, unfold"] = x => F.unfold(F.pad(x.reshape(1, 1, 5, 7).square(), (1, 1, 1, 1)), 3),
            })
                yield return Case.Of("operator", name, inputs => function(inputs[0]), matrix);
            yield return Case.Of("operator", "arithmetic, broadcast", x => x[0] * x[1] - x[0] / (x[1].square() + 1) + x[1].maximum(x[0]), [5, 7], [7]);
            yield return new Case("operator", "comparisons, counts", 0, (device, type) =>
            {
                var x = Case.Values([40, 50], 1, device, type);
                return [x.gt(0), x.argmax(1), x.argsort(1), x.eq(x.t().contiguous().t()).all(), x.isnan().any(), x.gt(0).sum(dim: 1), F.one_hot(x.argmin(1), 50)];
            });
        }
    }

    private static IEnumerable<Case> LinearAlgebra
    {
        get
        {
            static Tensor Spd(Tensor x) => x.matmul(x.t()) + 5 * eye(x.shape[0], dtype: x.dtype, device: x.device);
            yield return Case.Of("algebra", "matmul", x => x[0].matmul(x[1]), [33, 65], [65, 17]);
            yield return Case.Of("algebra", "batched matmul", x => x[0].matmul(x[1]), [4, 9, 11], [4, 11, 5]);
            yield return Case.Of("algebra", "einsum", x => einsum("bij,bjk,k->bi", x[0], x[1], x[2]), [3, 4, 5], [3, 5, 6], [6]);
            yield return Case.Of("algebra", "addmm, outer, dot", x => x[0].addmm(x[1], x[2]).mv(x[3]).outer(x[3]) * x[3].dot(x[3]), [4, 6], [4, 5], [5, 6], [6]);
            yield return Case.Of("algebra", "cholesky", x => linalg.cholesky(Spd(x[0])), [6, 6]);
            yield return Case.Of("algebra", "solve, inv, det", x => linalg.solve(Spd(x[0]), x[1]) + linalg.inv(Spd(x[0])).mv(x[1]) + linalg.slogdet(Spd(x[0])).Item2, [6, 6], [6]);
            yield return Case.Of("algebra", "eigvalsh", x => linalg.eigvalsh(Spd(x[0])), [6, 6]);
            yield return Case.Of("algebra", "svdvals", x => linalg.svdvals(x[0]), [5, 8]);
            yield return Case.Of("algebra", "qr", x => linalg.qr(x[0]).R.square(), [8, 5]); // squared: an algorithm may choose the rows' signs
        }
    }

    private static IEnumerable<Case> Layers =>
    [
        Case.Of("layer", "Linear", () => nn.Linear(9, 6), 5, 9),
        Case.Of("layer", "Conv2d", () => nn.Conv2d(3, 8, 3, stride: 2, padding: 1), 4, 3, 11, 11),
        Case.Of("layer", "Conv2d, groups, dilation", () => nn.Conv2d(4, 8, 3, dilation: 2, groups: 2, bias: false), 2, 4, 9, 9),
        Case.Of("layer", "MaxPool2d", () => nn.Sequential(nn.Conv2d(1, 2, 3), nn.MaxPool2d(2)), 3, 1, 10, 10),
        Case.Of("layer", "AvgPool2d", () => nn.Sequential(nn.Conv2d(1, 2, 3), nn.Tanh(), nn.AvgPool2d(2)), 3, 1, 10, 10),
        Case.Of("layer", "AdaptiveAvgPool2d", () => nn.Sequential(nn.Conv2d(1, 2, 3), nn.Tanh(), nn.AdaptiveAvgPool2d(3)), 3, 1, 10, 10),
        Case.Of("layer", "BatchNorm1d, training", () => nn.BatchNorm1d(6), 8, 6),
        Case.Of("layer", "BatchNorm2d, training", () => nn.Sequential(nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4)), 4, 2, 7, 7),
        Case.Of("layer", "BatchNorm2d, evaluation", () => Evaluated(nn.BatchNorm2d(4)), 4, 4, 5, 5),
        Case.Of("layer", "LayerNorm", () => nn.LayerNorm(7), 5, 7),
        Case.Of("layer", "GroupNorm", () => nn.GroupNorm(2, 6), 3, 6, 4, 4),
        Case.Of("layer", "InstanceNorm2d", () => nn.InstanceNorm2d(4, affine: true), 3, 4, 5, 5),
        new Case("layer", "Embedding", Case.Single, (device, type) =>
        {
            var table = Case.Made(() => nn.Embedding(10, 4), device, type);
            var places = tensor([3L, 1, 3, 9], device: device);
            return Case.Derivatives(_ => table.call(places).square(), [.. table.parameters()]);
        }),
        // grid_sample has no second derivative, so it is not asked for one.
        new Case("layer", "affine_grid, grid_sample", Case.Single, (device, type) =>
        {
            var (images, maps) = (Case.Values([3, 2, 6, 5], 0, device, type), Case.Values([3, 2, 3], 1, device, type));
            maps.requires_grad_(true);
            var moved = F.grid_sample(images, F.affine_grid(maps, images.shape), padding_mode: GridSamplePaddingMode.Border, align_corners: false);
            return [moved.detach(), .. autograd.grad([moved.square().sum()], [maps])];
        }),
        Case.Of("layer", "activations", x => x[0].relu() + x[0].tanh() * x[0].sigmoid() + F.leaky_relu(x[0], 0.1) + F.elu(x[0], 1) + F.gelu(x[0]) + F.silu(x[0]) + F.softplus(x[0]), [6, 9]),
        // Its fused kernel has no second derivative, so it is not asked for one.
        new Case("layer", "attention", Case.Single, (device, type) =>
        {
            var (q, k, v) = (Case.Values([2, 3, 5, 4], 0, device, type), Case.Values([2, 3, 5, 4], 1, device, type), Case.Values([2, 3, 5, 4], 2, device, type));
            q.requires_grad_(true);
            var result = F.scaled_dot_product_attention(q, k, v, is_casual: true);
            return [result.detach(), .. autograd.grad([result.square().sum()], [q])];
        }),
        Case.Of("layer", "attention written out", x => (x[0].matmul(x[1].transpose(-2, -1)) / 2).softmax(-1).matmul(x[2]), [2, 5, 4], [2, 5, 4], [2, 5, 4]),
    ];

    private static IEnumerable<Case> LossFunctions
    {
        get
        {
            static Tensor Labels(Tensor like) => arange(like.shape[0], int64, like.device).remainder(like.shape[1]);
            yield return Case.Of("loss", "MSE, L1, smooth L1, Huber", x => F.mse_loss(x[0], x[1]) + F.l1_loss(x[0], x[1]) + F.smooth_l1_loss(x[0], x[1]) + F.huber_loss(x[0], x[1]), [8, 3], [8, 3]);
            yield return Case.Of("loss", "cross-entropy", x => F.cross_entropy(x[0], Labels(x[0])) + F.cross_entropy(x[0], Labels(x[0]), label_smoothing: 0.1), [8, 5]);
            yield return Case.Of("loss", "NLL", x => F.nll_loss(F.log_softmax(x[0], 1), Labels(x[0])), [8, 5]);
            yield return Case.Of("loss", "BCE", x => F.binary_cross_entropy(x[0].sigmoid(), x[1].detach().gt(0).to(x[1].dtype)) + F.binary_cross_entropy_with_logits(x[0], x[1].detach().sigmoid()), [8, 3], [8, 3]);
            yield return Case.Of("loss", "KL", x => F.kl_div(F.log_softmax(x[0], 1), F.log_softmax(x[1], 1)), [8, 5], [8, 5]);
        }
    }

    /// <summary>20 steps on a two-layer network.</summary>
    private static IEnumerable<Case> Optimizers => new Dictionary<string, Func<IEnumerable<Parameter>, optim.Optimizer>>
    {
        ["SGD"] = p => optim.SGD(p, 0.05, momentum: 0.9, weight_decay: 1e-3, nesterov: true),
        ["Adagrad"] = p => optim.Adagrad(p, 0.02),
        ["Adadelta"] = p => optim.Adadelta(p),
        ["RMSProp"] = p => optim.RMSProp(p, 1e-3, momentum: 0.5, centered: true),
        ["Adam"] = p => optim.Adam(p, 1e-2, amsgrad: true),
        ["AdamW"] = p => optim.AdamW(p, 1e-2),
        ["Adamax"] = p => optim.Adamax(p, 1e-2),
        ["NAdam"] = p => optim.NAdam(p, 1e-2),
        ["LBFGS"] = p => optim.LBFGS(p, lr: 0.5, max_iter: 4),
    }.Select(optimizer => new Case("optimizer", optimizer.Key, Case.Trained, (device, type) =>
    {
        var net = Case.Made(() => nn.Sequential(nn.Linear(6, 12), nn.Tanh(), nn.Linear(12, 2)), device, type);
        var (input, target) = (Case.Values([16, 6], 0, device, type), Case.Values([16, 2], 1, device, type));
        var steps = optimizer.Value(net.parameters());
        for (var step = 0; step < 20; step++)
            steps.step(() =>
            {
                steps.zero_grad();
                var loss = F.mse_loss(net.call(input), target);
                loss.backward();
                return loss;
            });
        return State(net);
    }));

    private static IEnumerable<Case> Training =>
    [
        new("training", "MLP, 50 steps of Adam", Case.Trained, (device, type) => Trained(
            Case.Made(() => nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)), device, type), [32, 64], p => optim.Adam(p), device, type)),
        new("training", "CNN, 50 steps of SGD", Case.Trained, (device, type) => Trained(
            Case.Made(() => nn.Sequential(nn.Conv2d(1, 4, 3, padding: 1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(4 * 6 * 6, 10)), device, type),
            [16, 1, 12, 12], p => optim.SGD(p, 0.05, momentum: 0.9), device, type)),
        new("training", "Trainer, instruments, validation, early stopping", Case.Trained, (device, type) =>
        {
            var (net, data) = Digits(device, type);
            var trainer = new Trainer(new NetworkObjective(net, Losses.CrossEntropy, data), new Sgd(), learningRate: 0.05)
            { BatchSize = 20, Seed = 1, Validation = data, EarlyStopping = new EarlyStopping(patience: 4), Instruments = { new Accuracy(net, data) } };
            trainer.Run(epochs: 4);
            return [trainer.Weights, .. trainer.History.Names.Select(name => tensor(trainer.History[name].Values.ToArray()))];
        }),
        new("training", "gradient and Hessian of an objective", Case.Single, (device, type) =>
        {
            var (net, data) = Digits(device, type);
            var objective = new NetworkObjective(net, Losses.CrossEntropy, data);
            var w = objective.Parameters.Vector;
            var (value, gradient) = objective.ValueAndGradient(w);
            return [value, gradient, objective.HessianVectorProduct(w, Case.Values(w.shape, 3, device, type))];
        }),
        new("training", "closed forms of least squares and logistic regression", Case.Single, (device, type) =>
        {
            var (x, y, w) = (Case.Values([40, 5], 0, device, type), Case.Values([40], 1, device, type), Case.Values([5], 2, device, type));
            DatasetObjective[] objectives = [new LeastSquares(x, y), new LogisticRegression(x, y.gt(0))];
            return [.. objectives.SelectMany(f => (Tensor[])[f.Value(w), f.Gradient(w), f.HessianVectorProduct(w, w), f.Hessian(w)]), objectives[0].Minimizer!];
        }),
        new("training", "preprocessing", Case.Single, (device, type) =>
        {
            var data = new Dataset(Case.Values([60, 5], 0, device, type) * arange(1, 6, type, device), zeros(60, type, device));
            Preprocessing[] maps = [Preprocessing.Center(data), Preprocessing.Standardize(data), Preprocessing.Pca(data, 3), Preprocessing.PcaWhiten(data), Preprocessing.ZcaWhiten(data)];
            return [.. maps.Select(map => map.Apply(data.Inputs))];
        }),
        new("training", "initial weights and layer statistics", Case.Single, (device, type) =>
        {
            var (net, data) = Digits(device, type);
            Initialize.UnitVariance(Initialize.Orthogonal(net, seed: 1), data.Inputs);
            var layers = LayerStatistics.Of(net, new Batch(data.Inputs, data.Targets), Losses.CrossEntropy);
            return [.. State(net), .. layers.Select(layer => tensor([layer.Mean, layer.Deviation, layer.DeadShare, layer.GradientDeviation]))];
        }),
        new("training", "penalties, label smoothing, ensemble", Case.Single, (device, type) =>
        {
            var (net, data) = Digits(device, type);
            var objective = new NetworkObjective(net, Losses.SmoothedCrossEntropy(0.1), data)
            { Penalties = { new L1Penalty(1e-3), new L2Penalty(0.1), new JacobianPenalty(0.1, projections: null) } };
            var (value, gradient) = objective.ValueAndGradient(objective.Parameters.Vector);
            return [value, gradient, new Ensemble(net, Case.Made(() => new Mlp(400, 4, 10), device, type)).call(data.Inputs).detach()];
        }),
        new("training", "function with its own derivative", Case.Single, (device, type) =>
            Case.Derivatives(inputs => Cube.apply(inputs[0]), [Case.Values([5], 0, device, type)])),
    ];

    /// <summary>What has no counterpart on the CPU; the results are truth values, which must be true.</summary>
    private static IEnumerable<Case> OnDevice =>
    [
        Truth("seeds repeat, and differ", (device, type) =>
        {
            Tensor Drawn(long seed)
            {
                manual_seed(seed);
                return rand(1000, type, device);
            }

            var (one, again, other) = (Drawn(5), Drawn(5), Drawn(6));
            return one.eq(again).all().ToBoolean() && one.ne(other).any().ToBoolean();
        }),
        Truth("a generator of one's own repeats", (device, type) =>
        {
            Tensor Drawn(ulong seed)
            {
                using var generator = new Generator(seed, device);
                return randn([1000], type, device, generator: generator);
            }

            return Drawn(5).eq(Drawn(5)).all().ToBoolean() && Drawn(5).ne(Drawn(6)).any().ToBoolean();
        }),
        Truth("augmentation depends on seed and step alone", (device, type) =>
        {
            var batch = new Batch(Case.Values([8, 3, 12, 10], 0, device, type), arange(8, int64, device));
            Tensor Changed(long step)
            {
                using var random = Augmentation.RandomOf(1, step, device);
                return batch.Moved(random, 2, 15, 0.2).Flipped(random).WithCutOut(random, 4).WithNoise(random, 0.1).Inputs;
            }

            return Changed(3).eq(Changed(3)).all().ToBoolean() && Changed(3).ne(Changed(4)).any().ToBoolean();
        }),
        Truth("mix-up repeats, and blends targets alike", (device, type) =>
        {
            var targets = arange(40, int64, device).remainder(4);
            Batch Mixed(ulong seed)
            {
                using var random = new Generator(seed, device);
                return new Batch(F.one_hot(targets, 4).to(type), targets).MixedUp(random, alpha: 1, classes: 4);
            }

            var (one, again, other) = (Mixed(5), Mixed(5), Mixed(6));
            return one.Inputs.eq(again.Inputs).all().ToBoolean() && one.Inputs.ne(other.Inputs).any().ToBoolean() && one.Inputs.allclose(one.Targets);
        }),
        Truth("random numbers have their moments", (device, type) =>
        {
            manual_seed(1);
            var (normal, uniform) = (randn(1_000_000, type, device), rand(1_000_000, type, device));
            return Math.Abs(normal.mean().ToDouble()) < 5e-3 && Math.Abs(normal.std().ToDouble() - 1) < 5e-3
                && Math.Abs(uniform.mean().ToDouble() - 0.5) < 2e-3 && uniform.min().ToDouble() >= 0 && uniform.max().ToDouble() < 1;
        }),
        Truth("dropout keeps the mean and drops its share", (device, type) =>
        {
            manual_seed(1);
            var kept = F.dropout(ones(1_000_000, type, device), 0.3);
            return Math.Abs(kept.mean().ToDouble() - 1) < 5e-3 && Math.Abs(kept.eq(0).to(float64).mean().ToDouble() - 0.3) < 5e-3;
        }),
        Truth("a checkpoint goes to a file and to both devices", (device, type) =>
        {
            var saved = Case.Made(() => nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4)), device, type).state_dict();
            saved["large"] = Case.Values([3000, 2000], 0, device, type).t(); // in more than one piece
            var path = Path.Combine(Path.GetTempPath(), $"course-gpu-{Guid.NewGuid():N}.safetensors");
            try
            {
                Safetensors.Save(path, saved);
                return new[] { CPU, device }.All(target => Safetensors.Load(path, target).Tensors is var loaded
                    && saved.All(pair => loaded[pair.Key].device_type == target.type && loaded[pair.Key].cpu().eq(pair.Value.cpu()).all().ToBoolean()));
            }
            finally
            {
                File.Delete(path);
            }
        }),
        Truth("memory is let go without Dispose", (device, type) =>
        {
            // Twice what the device has, so that it would run out.
            var total = device.type == DeviceType.CUDA ? 2 * Compute.Gpus[0].TotalMemory : 1L << 32;
            for (var made = 0L; made < total; made += 1L << 26) _ = zeros([1 << 26], ScalarType.Byte, device).DetachFromDisposeScope();
            return true;
        }),
        Truth("a mismatch of devices is an error, not a crash", (device, type) =>
        {
            if (device.type == DeviceType.CPU) return true;
            try
            {
                _ = zeros(3, type, device).matmul(zeros(3, type));
                return false;
            }
            catch (System.Runtime.InteropServices.ExternalException)
            {
                return true;
            }
        }),
    ];

    private static Case Truth(string name, Func<Device, ScalarType, bool> holds) =>
        new("device", name, 0, (device, type) => holds(device, type) ? [tensor(true)] : throw new InvalidOperationException("it does not hold"));

    private static T Evaluated<T>(T module) where T : nn.Module
    {
        module.eval();
        return module;
    }

    private static (Mlp Net, Dataset Data) Digits(Device device, ScalarType type)
    {
        var data = StrokeDigits.Generate(120, seed: 1);
        return (Case.Made(() => new Mlp(400, 16, 10), device, type), new Dataset(data.Inputs.to(type), data.Targets, data.ClassNames).To(device));
    }

    private static IReadOnlyList<Tensor> Trained(nn.Module<Tensor, Tensor> net, long[] shape, Func<IEnumerable<Parameter>, optim.Optimizer> make, Device device, ScalarType type)
    {
        var steps = make(net.parameters());
        var losses = new List<Tensor>();
        for (var step = 0; step < 50; step++)
        {
            var input = Case.Values(shape, step % 8, device, type);
            var labels = arange(shape[0], int64, device).remainder(10);
            steps.zero_grad();
            var loss = F.cross_entropy(net.call(input), labels);
            loss.backward();
            nn.utils.clip_grad_norm_(net.parameters(), 5);
            steps.step();
            losses.Add(loss.detach());
        }

        return [stack(losses), .. State(net)];
    }

    private static IReadOnlyList<Tensor> State(nn.Module net) => [.. net.state_dict().Values.Select(value => value.detach().clone())];

    private sealed class Cube : autograd.SingleTensorFunction<Cube>
    {
        public override string Name => nameof(Cube);

        public override Tensor forward(autograd.AutogradContext context, params object[] inputs)
        {
            var x = (Tensor)inputs[0];
            context.save_for_backward([x]);
            return x.pow(3);
        }

        public override List<Tensor> backward(autograd.AutogradContext context, Tensor gradient) => [gradient * 3 * context.get_saved_variables()[0].square()];
    }
}
