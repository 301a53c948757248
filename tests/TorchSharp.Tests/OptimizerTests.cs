using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim;
using Make = System.Func<TorchSharp.Modules.Parameter, TorchSharp.Modules.Parameter, TorchSharp.torch.optim.Optimizer>;
using Rates = System.Func<TorchSharp.torch.optim.Optimizer, TorchSharp.torch.optim.lr_scheduler.LRScheduler>;

namespace TorchSharp.Tests;

/// <summary>Optimizers' paths and schedules' rates against PyTorch's (Reference/optim.py).</summary>
public sealed class OptimizerTests
{
    private static readonly JsonElement Figures = Reference.Load("optim");

    internal static readonly Dictionary<string, Make> Optimizers = new()
    {
        ["sgd"] = (w, v) => SGD([w, v], 1e-3),
        ["sgd_momentum"] = (w, v) => SGD([w, v], 1e-3, momentum: 0.9),
        ["sgd_dampening"] = (w, v) => SGD([w, v], 1e-3, momentum: 0.9, dampening: 0.3),
        ["sgd_nesterov"] = (w, v) => SGD([w, v], 1e-3, momentum: 0.9, nesterov: true),
        ["sgd_weight_decay"] = (w, v) => SGD([w, v], 1e-3, momentum: 0.5, weight_decay: 0.3),
        ["sgd_maximize"] = (w, v) => SGD([w, v], 1e-5, momentum: 0.5, maximize: true),
        ["sgd_groups"] = (w, v) => SGD([new SGD.ParamGroup([w], lr: 1e-3), new() { Parameters = [v], Options = new() { momentum = 0.8, weight_decay = 0.1 } }], 2e-2),
        ["adagrad"] = (w, v) => Adagrad([w, v]),
        ["adagrad_lr_decay"] = (w, v) => Adagrad([w, v], 0.1, lr_decay: 0.2),
        ["adagrad_weight_decay"] = (w, v) => Adagrad([w, v], 0.1, weight_decay: 3),
        ["adagrad_initial"] = (w, v) => Adagrad([w, v], 0.1, initial_accumulator_value: 2),
        ["adagrad_eps"] = (w, v) => Adagrad([w, v], 0.1, eps: 0.5),
        ["adagrad_groups"] = (w, v) => Adagrad([new Adagrad.ParamGroup([w], lr: 0.2, initial_accumulator_value: 1), new() { Parameters = [v], Options = new() { lr_decay = 0.5 } }], 0.3, initial_accumulator_value: 1),
        ["adadelta"] = (w, v) => Adadelta([w, v]),
        ["adadelta_rho"] = (w, v) => Adadelta([w, v], 0.5, rho: 0.6),
        ["adadelta_eps"] = (w, v) => Adadelta([w, v], eps: 1e-3),
        ["adadelta_weight_decay"] = (w, v) => Adadelta([w, v], weight_decay: 2),
        ["adadelta_maximize"] = (w, v) => Adadelta([w, v], eps: 1e-4, maximize: true),
        ["adadelta_groups"] = (w, v) => Adadelta([new Adadelta.ParamGroup([w], lr: 0.7, eps: 1e-3), new() { Parameters = [v], Options = new() { rho = 0.5 } }], 0.9, eps: 1e-3),
        ["rmsprop"] = (w, v) => RMSProp([w, v]),
        ["rmsprop_alpha"] = (w, v) => RMSProp([w, v], 1e-2, alpha: 0.8),
        ["rmsprop_eps"] = (w, v) => RMSProp([w, v], 1e-2, eps: 0.1),
        ["rmsprop_weight_decay"] = (w, v) => RMSProp([w, v], 1e-2, weight_decay: 2),
        ["rmsprop_momentum"] = (w, v) => RMSProp([w, v], 1e-3, momentum: 0.6),
        ["rmsprop_centered"] = (w, v) => RMSProp([w, v], 1e-2, alpha: 0.9, centered: true, momentum: 0.3),
        ["rmsprop_maximize"] = (w, v) => RMSProp([w, v], 1e-2, maximize: true),
        ["rmsprop_groups"] = (w, v) => RMSProp([new RMSProp.ParamGroup([w], lr: 0.02), new() { Parameters = [v], Options = new() { alpha = 0.7, momentum = 0.4 } }], 5e-3),
        ["adam"] = (w, v) => Adam([w, v]),
        ["adam_betas"] = (w, v) => Adam([w, v], 0.05, 0.7, 0.9),
        ["adam_eps"] = (w, v) => Adam([w, v], 0.05, eps: 0.3),
        ["adam_weight_decay"] = (w, v) => Adam([w, v], 0.05, weight_decay: 3),
        ["adam_amsgrad"] = (w, v) => Adam([w, v], 0.2, 0.8, 0.6, amsgrad: true),
        ["adam_maximize"] = (w, v) => Adam([w, v], 0.05, weight_decay: 0.5, maximize: true),
        ["adam_groups"] = (w, v) => Adam([new Adam.ParamGroup([w], lr: 0.1, beta1: 0.8, beta2: 0.99), new() { Parameters = [v], Options = new() { weight_decay = 1, amsgrad = true } }], 0.02),
        ["adamw"] = (w, v) => AdamW([w, v]),
        ["adamw_betas"] = (w, v) => AdamW([w, v], 0.05, 0.7, 0.9, eps: 0.1),
        ["adamw_weight_decay"] = (w, v) => AdamW([w, v], 0.05, weight_decay: 0.8),
        ["adamw_amsgrad"] = (w, v) => AdamW([w, v], 0.2, 0.8, 0.6, weight_decay: 0.1, amsgrad: true),
        ["adamw_maximize"] = (w, v) => AdamW([w, v], 0.05, weight_decay: 0.5, maximize: true),
        ["adamw_groups"] = (w, v) => AdamW([new AdamW.ParamGroup([w], lr: 0.1, beta1: 0.8, beta2: 0.99, weight_decay: 0.1), new() { Parameters = [v], Options = new() { weight_decay = 1 } }], 0.02, weight_decay: 0.1),
        ["adamax"] = (w, v) => Adamax([w, v]),
        ["adamax_betas"] = (w, v) => Adamax([w, v], 0.05, 0.6, 0.8),
        ["adamax_eps"] = (w, v) => Adamax([w, v], 0.05, eps: 0.5),
        ["adamax_weight_decay"] = (w, v) => Adamax([w, v], 0.05, weight_decay: 3),
        ["adamax_groups"] = (w, v) => Adamax([new Adamax.ParamGroup([w], lr: 0.1), new() { Parameters = [v], Options = new() { beta1 = 0.5, beta2 = 0.9 } }], 0.02),
        ["nadam"] = (w, v) => NAdam([w, v]),
        ["nadam_betas"] = (w, v) => NAdam([w, v], 0.05, 0.6, 0.8),
        ["nadam_eps"] = (w, v) => NAdam([w, v], 0.05, eps: 0.5),
        ["nadam_weight_decay"] = (w, v) => NAdam([w, v], 0.05, weight_decay: 3),
        ["nadam_momentum_decay"] = (w, v) => NAdam([w, v], 0.05, momentum_decay: 0.5),
        ["nadam_groups"] = (w, v) => NAdam([new NAdam.ParamGroup([w], lr: 0.1), new() { Parameters = [v], Options = new() { momentum_decay = 0.2 } }], 0.02),
        ["lbfgs"] = (w, v) => LBFGS([w, v]),
        ["lbfgs_one_iteration"] = (w, v) => LBFGS([w, v], 0.4, max_iter: 1),
        ["lbfgs_max_eval"] = (w, v) => LBFGS([w, v], 0.1, max_iter: 9, max_eval: 4),
        ["lbfgs_history"] = (w, v) => LBFGS([w, v], 0.1, max_iter: 5, history_size: 2),
        ["lbfgs_tolerance_grad"] = (w, v) => LBFGS([w, v], 0.1, max_iter: 5, tolerange_grad: 20),
        ["lbfgs_tolerance_change"] = (w, v) => LBFGS([w, v], 0.1, max_iter: 5, tolerance_change: 0.5),
    };

    private static readonly Dictionary<string, Rates> Schedules = new()
    {
        ["step"] = optimizer => lr_scheduler.StepLR(optimizer, 7, gamma: 0.5),
        ["multi_step"] = optimizer => lr_scheduler.MultiStepLR(optimizer, [3, 11, 20], gamma: 0.3),
        ["exponential"] = optimizer => lr_scheduler.ExponentialLR(optimizer, gamma: 0.9),
        ["cosine"] = optimizer => lr_scheduler.CosineAnnealingLR(optimizer, 10, eta_min: 0.05),
        ["lambda"] = optimizer => lr_scheduler.LambdaLR(optimizer, k => 1 / (1 + 0.1 * k)),
        ["plateau"] = optimizer => lr_scheduler.ReduceLROnPlateau(optimizer, patience: 2),
        ["plateau_factor"] = optimizer => lr_scheduler.ReduceLROnPlateau(optimizer, factor: 0.5, patience: 1),
        ["plateau_threshold"] = optimizer => lr_scheduler.ReduceLROnPlateau(optimizer, patience: 2, threshold: 0.1),
        ["plateau_absolute"] = optimizer => lr_scheduler.ReduceLROnPlateau(optimizer, patience: 2, threshold: 0.08, threshold_mode: "abs"),
        ["plateau_max"] = optimizer => lr_scheduler.ReduceLROnPlateau(optimizer, "max", 0.5, patience: 3, threshold: 0.05),
        ["plateau_max_absolute"] = optimizer => lr_scheduler.ReduceLROnPlateau(optimizer, "max", 0.5, patience: 3, threshold: 0.05, threshold_mode: "abs"),
        ["plateau_cooldown"] = optimizer => lr_scheduler.ReduceLROnPlateau(optimizer, factor: 0.5, patience: 1, cooldown: 3),
        ["plateau_min_lr"] = optimizer => lr_scheduler.ReduceLROnPlateau(optimizer, factor: 0.3, patience: 0, min_lr: [0.02, 0.1]),
        ["plateau_eps"] = optimizer => lr_scheduler.ReduceLROnPlateau(optimizer, factor: 0.5, patience: 0, min_lr: [0.01], eps: 0.04),
    };

    private static readonly int[] Epochs = [3, 4, 12, 7, 25, 1];

    private static readonly double[] Losses =
    [
        2.0, 1.0, 1.0, 0.99995, 0.9, 0.95, 0.91, 0.9, 0.9, 0.85, 0.86, 0.8499, 0.9, 0.88, 0.87, 0.86, 0.7, 0.75, 0.71, 0.7, 0.72, 0.73, 0.74, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6,
    ];

    /// <summary>One of each, for what holds for all.</summary>
    private static readonly Dictionary<string, Make> Kinds = Optimizers.Where(static pair => !pair.Key.Contains('_', StringComparison.Ordinal)).ToDictionary();

    public static TheoryData<string> OptimizerNames => new(Optimizers.Keys);
    public static TheoryData<string> KindNames => new(Kinds.Keys);

    /// <summary>How many tensors each kind keeps of two parameters.</summary>
    public static TheoryData<string> ScheduleNames => new(Figures.GetProperty("schedules").EnumerateObject().Select(static entry => entry.Name));

    /// <summary>Rosenbrock's valley in w [2] and a quadratic in v [2, 2], each with its start.</summary>
    internal static (Parameter W, Parameter V, Func<Tensor> Loss) Problem()
    {
        var curvature = tensor(new[,] { { 4.0, 1.0, 0.5, 0.0 }, { 1.0, 3.0, -0.2, 0.3 }, { 0.5, -0.2, 2.0, 0.1 }, { 0.0, 0.3, 0.1, 10.0 } });
        var (w, v) = (Parameter(tensor([-1.5, 2.0])), Parameter(tensor(new[,] { { 1.0, -2.0 }, { 0.5, 3.0 } })));
        return (w, v, Loss);

        Tensor Loss()
        {
            var u = v.reshape(4);
            return (1 - w[0]).square() + 100 * (w[1] - w[0].square()).square() + 0.5 * u.dot(curvature.mv(u));
        }
    }

    internal static Func<Tensor> Closure(Optimizer optimizer, Func<Tensor> loss) => () =>
    {
        optimizer.zero_grad();
        var value = loss();
        value.backward();
        return value;
    };

    private static Tensor Place(Parameter w, Parameter v) => cat([w.detach(), v.detach().reshape(4)]);

    [Theory]
    [MemberData(nameof(OptimizerNames))]
    public void An_optimizer_takes_the_path_of_PyTorch(string name)
    {
        var (w, v, loss) = Problem();
        using var optimizer = Optimizers[name](w, v);
        foreach (var place in Figures.GetProperty("optimizers").GetProperty(name).EnumerateArray())
        {
            optimizer.step(Closure(optimizer, loss));
            Reference.AssertClose(place, Place(w, v), optimizer is LBFGS ? 1e-8 : 1e-11);  // 200 iterations through the valley magnify the rounding
        }
    }

    [Theory]
    [MemberData(nameof(ScheduleNames))]
    public void A_schedule_gives_the_rates_of_PyTorch(string name)
    {
        var (w, v, _) = Problem();
        using var optimizer = SGD([new SGD.ParamGroup { Parameters = [w] }, new SGD.ParamGroup([v], lr: 0.25)], 1);
        var expected = Figures.GetProperty("schedules").GetProperty(name).EnumerateArray().ToArray();
        var schedule = Schedules[name.Replace("_epochs", "", StringComparison.Ordinal)](optimizer);
        for (var i = 0; i < expected.Length; i++)
        {
            if (i > 0 && name.StartsWith("plateau", StringComparison.Ordinal)) schedule.step(name.Contains("max", StringComparison.Ordinal) ? 3 - Losses[i - 1] : Losses[i - 1]);
            else if (i > 0 && name.EndsWith("_epochs", StringComparison.Ordinal)) schedule.step(Epochs[i - 1]);
            else if (i > 0) schedule.step();
            Reference.AssertClose(expected[i], tensor(optimizer.ParamGroups.Select(static group => group.LearningRate).ToArray()), 1e-14);
            if (!name.StartsWith("plateau", StringComparison.Ordinal)) Assert.Equal(optimizer.ParamGroups.Select(static group => group.LearningRate), schedule.get_last_lr());
        }
    }

    [Fact]
    public void Every_figure_of_PyTorch_is_compared()
    {
        Assert.Equal(Figures.GetProperty("optimizers").EnumerateObject().Select(static entry => entry.Name), Optimizers.Keys);
        Assert.Equal(["optimizers", "schedules", "torch"], Figures.EnumerateObject().Select(static entry => entry.Name).Order());
    }

    [Theory]
    [MemberData(nameof(KindNames))]
    public void A_parameter_without_gradient_stays_where_it_is(string name)
    {
        var (w, v, _) = Problem();
        using var optimizer = Kinds[name](w, v);
        var before = v.detach().clone();
        var loss = optimizer.step(Closure(optimizer, () => w.square().sum()));
        Assert.Equal(6.25, loss!.item<double>());
        Assert.True(before.Equals(v));
        Assert.False(w.detach().Equals(tensor([-1.5, 2.0])));
        Assert.Equal([w, v], optimizer.parameters());
    }

    [Theory]
    [MemberData(nameof(KindNames))]
    public void What_an_optimizer_remembers_outlives_all_scopes(string name)
    {
        var (w, v, loss) = Problem();
        Optimizer optimizer;
        using (NewDisposeScope())
        using (NewDisposeScope())
        {
            optimizer = Kinds[name](w, v);
            optimizer.step(Closure(optimizer, loss));
        }
        using (NewDisposeScope()) optimizer.step(Closure(optimizer, loss));
        Reference.AssertClose(Figures.GetProperty("optimizers").GetProperty(name)[1], Place(w, v));
        optimizer.Dispose();
    }

    [Theory]
    [MemberData(nameof(KindNames))]
    public void A_step_leaves_nothing_in_a_scope_but_losses(string name)
    {
        var (w, v, loss) = Problem();
        using var optimizer = Kinds[name](w, v);
        using var scope = NewDisposeScope();
        for (var (i, losses) = (0, 0); i < 3; i++)
        {
            optimizer.step(() =>
            {
                using var inner = NewDisposeScope();
                losses++;
                return Closure(optimizer, loss)().MoveToOuterDisposeScope();
            });
            Assert.InRange(scope.DisposablesCount, 1, losses + i + 1);  // the real package's LBFGS returns another tensor of the loss
        }
    }

    [Fact]
    public void A_group_of_another_optimizer_is_refused()
    {
        var (w, v, _) = Problem();
        using var optimizer = Adam([w]);
        Assert.ThrowsAny<Exception>(() => optimizer.add_param_group(new SGD.ParamGroup([v])));
    }

    [Fact]
    public void Settings_outside_their_range_are_refused()
    {
        var (w, v, _) = Problem();
        foreach (var make in new Func<Optimizer>[]
        {
            () => SGD([w, v], -1), () => SGD([w, v], 1, momentum: -1), () => SGD([w, v], 1, weight_decay: -1),
            () => SGD([w, v], 1, nesterov: true), () => SGD([w, v], 1, momentum: 0.5, dampening: 0.5, nesterov: true),
            () => Adagrad([w, v], -1), () => Adagrad([w, v], lr_decay: -1), () => Adagrad([w, v], weight_decay: -1), () => Adagrad([w, v], initial_accumulator_value: -1), () => Adagrad([w, v], eps: -1),
            () => Adadelta([w, v], -1), () => Adadelta([w, v], rho: 1.5), () => Adadelta([w, v], rho: -0.5), () => Adadelta([w, v], eps: -1), () => Adadelta([w, v], weight_decay: -1),
            () => RMSProp([w, v], -1), () => RMSProp([w, v], alpha: -1), () => RMSProp([w, v], eps: -1), () => RMSProp([w, v], momentum: -1), () => RMSProp([w, v], weight_decay: -1),
            () => Adam([w, v], -1), () => Adam([w, v], beta1: 1), () => Adam([w, v], beta2: -0.1), () => Adam([w, v], eps: -1), () => Adam([w, v], weight_decay: -1),
            () => AdamW([w, v], -1), () => AdamW([w, v], beta1: -0.1), () => AdamW([w, v], beta2: 1), () => AdamW([w, v], eps: -1), () => AdamW([w, v], weight_decay: -1),
            () => Adamax([w, v], -1), () => Adamax([w, v], beta1: 1.1), () => Adamax([w, v], beta2: 1.1), () => Adamax([w, v], eps: -1), () => Adamax([w, v], weight_decay: -1),
            () => NAdam([w, v], -1), () => NAdam([w, v], beta1: 1.1), () => NAdam([w, v], beta2: 1.1), () => NAdam([w, v], eps: -1), () => NAdam([w, v], weight_decay: -1), () => NAdam([w, v], momentum_decay: -1),
        })
            Assert.Throws<ArgumentException>(() => { make(); });
        using var optimizer = SGD([w, v], 1);
        Assert.Throws<ArgumentException>(() => { lr_scheduler.ReduceLROnPlateau(optimizer, factor: 1); });
        Assert.Throws<ArgumentException>(() => { lr_scheduler.ReduceLROnPlateau(optimizer, "most"); });
        Assert.Throws<ArgumentException>(() => { lr_scheduler.ReduceLROnPlateau(optimizer, threshold_mode: "most"); });
    }

    [Fact]
    public void A_group_added_later_learns_and_takes_the_optimizers_settings()
    {
        var (w, v, _) = Problem();
        using var optimizer = SGD([w], 0.5, momentum: 0.5);
        optimizer.add_param_group(new SGD.ParamGroup { Parameters = [v] });
        var group = Assert.IsType<SGD.ParamGroup>(optimizer.ParamGroups.Last());
        Assert.Equal((0.5, 0.5, 0.5), (group.LearningRate, group.InitialLearningRate, group.Options.momentum));
        v.sum().backward();
        Assert.Null(optimizer.step());
        Assert.Equal([0.5, -2.5, 0.0, 2.5], v.detach().data<double>().ToArray());
    }

    [Fact]
    public void Momentum_can_be_set_while_training()
    {
        var (w, v, _) = Problem();
        using var optimizer = SGD([w, v], 1);
        ((SGD.ParamGroup)optimizer.ParamGroups.Single()).Options.momentum = 0.5;
        for (var i = 0; i < 2; i++)
        {
            optimizer.zero_grad();
            w.sum().backward();
            optimizer.step();
        }
        Assert.Equal([-4.0, -0.5], w.detach().data<double>().ToArray());  // 1, then 1 + 1/2
    }

    [Fact]
    public void Zeroing_keeps_the_gradients_and_LBFGS_takes_them_away()
    {
        var (w, v, loss) = Problem();
        loss().backward();
        using var adam = Adam([w, v]);
        adam.zero_grad();
        Assert.Equal([0.0, 0.0], w.grad!.data<double>().ToArray());
        using var lbfgs = LBFGS([w, v]);
        lbfgs.zero_grad();
        Assert.Null(w.grad);
    }

    [Fact]
    public void LBFGS_needs_a_closure()
    {
        var (w, v, _) = Problem();
        using Optimizer optimizer = LBFGS([w, v]);
        Assert.Throws<ArgumentNullException>(() => optimizer.step());
    }

    [Fact]
    public void LBFGS_reaches_the_minimum_of_a_quadratic()
    {
        var curvature = tensor([1.0, 10.0, 100.0, 1000.0]);
        var w = Parameter(tensor([1.0, -2.0, 3.0, -4.0]));
        using var optimizer = LBFGS([w], 1, max_iter: 100, tolerange_grad: 1e-10, tolerance_change: 0);
        optimizer.step(Closure(optimizer, () => (0.5 * curvature * (w - 1).square()).sum()));
        Assert.True((w - 1).abs().max().item<double>() < 1e-10);
    }

    [Fact]
    public void LBFGS_follows_the_gradient_alone_where_the_curvature_is_negative()
    {
        var w = Parameter(tensor([1.0]));
        using var optimizer = LBFGS([w], 0.1, max_iter: 3, max_eval: 9);
        optimizer.step(Closure(optimizer, () => -0.5 * w.square().sum()));
        Assert.Equal(1.1 * 1.1 * 1.1, w.item<double>(), 1e-12);
    }

    [Fact]
    public void LBFGS_stops_when_the_loss_hardly_changes()
    {
        var w = Parameter(tensor([1.0]));
        using var optimizer = LBFGS([w], 3e-3, max_iter: 5, tolerance_change: 1e-3);
        optimizer.step(Closure(optimizer, () => 0.5 * w.sum()));  // a step of 1.5e-3 changes the loss by 0.75e-3
        Assert.Equal(1 - 1.5e-3, w.item<double>(), 1e-12);
    }

    [Fact]
    public void A_plateau_cannot_be_stepped_without_a_measure()
    {
        var (w, v, _) = Problem();
        using var optimizer = SGD([w, v], 1);
        var schedule = lr_scheduler.ReduceLROnPlateau(optimizer);
        Assert.Throws<InvalidOperationException>(() => schedule.step());
        Assert.Throws<InvalidOperationException>(() => schedule.step(3));
    }

    [Fact]
    public void A_verbose_schedule_says_each_new_rate()
    {
        var (w, v, _) = Problem();
        using var optimizer = SGD([w, v], 1);
        var (console, said) = (Console.Out, new StringWriter());
        Console.SetOut(said);
        try
        {
            var schedule = lr_scheduler.StepLR(optimizer, 2, 0.5, verbose: true);
            for (var i = 0; i < 3; i++) schedule.step();
        }
        finally
        {
            Console.SetOut(console);
        }
        Assert.Equal("Adjusting learning rate to 0.5", said.ToString().Trim());
    }

    [Fact]
    public void A_schedule_that_needs_no_measure_ignores_it()
    {
        var (w, v, _) = Problem();
        using var optimizer = SGD([w, v], 1);
        var schedule = lr_scheduler.ExponentialLR(optimizer, 0.5);
        schedule.step(123.0);
        Assert.Equal([0.5], schedule.get_last_lr());
    }

    [Fact]
    public void A_schedule_made_for_a_later_epoch_goes_on_from_there()
    {
        var (w, v, _) = Problem();
        using var optimizer = SGD([w, v], 1);
        var schedule = lr_scheduler.StepLR(optimizer, 3, 0.5, last_epoch: 1);  // making it is step 2
        schedule.step();
        Assert.Equal([0.5], schedule.get_last_lr());
    }
}
