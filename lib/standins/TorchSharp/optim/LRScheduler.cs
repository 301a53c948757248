namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules: each call of step() gives the groups of an optimizer their next learning rates.</summary>
        public static partial class lr_scheduler
        {
            public abstract class LRScheduler
            {
                private protected readonly Optimizer optimizer;
                private protected readonly bool verbose;
                private protected readonly double[] rates;
                private protected int epoch;

                private protected LRScheduler(Optimizer optimizer, int last_epoch, bool verbose)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    (this.optimizer, this.verbose, epoch) = (optimizer, verbose, last_epoch);
                    rates = [.. optimizer.ParamGroups.Select(static group => group.LearningRate)];
                }

                /// <summary>Gives each group its next learning rate; to be called after the optimizer's steps of an epoch (or after each step).</summary>
                public virtual void step() => step(null);
                /// <summary>Gives each group its next learning rate, or that of a given epoch.</summary>
                public abstract void step(int? epoch);

                /// <summary>A step that ignores the measure, except of a schedule that heeds it.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The learning rate of each group.</summary>
                public IEnumerable<double> get_last_lr() => rates;
            }

            /// <summary>Where a group's schedule stands: the steps done, the group's present rate and its first one.</summary>
            private readonly record struct Standing(int Epoch, double Rate, double First);

            /// <summary>A schedule that finds a group's next rate from its present one, or, told an epoch, from its first one where there is a formula for that.</summary>
            private sealed class Schedule : LRScheduler
            {
                private readonly double[] first;
                private readonly Func<Standing, double> next, closed;

                internal Schedule(Optimizer optimizer, int last_epoch, bool verbose, Func<Standing, double> next, Func<Standing, double>? closed = null) : base(optimizer, last_epoch, verbose)
                {
                    first = [.. optimizer.ParamGroups.Select(static group => group.InitialLearningRate)];
                    (this.next, this.closed) = (next, closed ?? next);
                    step();
                }

                public override void step(int? epoch)
                {
                    this.epoch = epoch ?? this.epoch + 1;
                    var i = 0;
                    foreach (var group in optimizer.ParamGroups.Take(first.Length))
                    {
                        var rate = (epoch is null ? next : closed)(new(this.epoch, group.LearningRate, first[i]));
                        if (verbose && rate != rates[i]) Console.WriteLine($"Adjusting learning rate to {rate}");
                        group.LearningRate = rates[i++] = rate;
                    }
                }
            }

            /// <summary>Multiplies the rates by gamma every step_size steps: ηₜ = η₀ γ^⌊t / step_size⌋.</summary>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Schedule(optimizer, last_epoch, verbose, s => s.Epoch == 0 || s.Epoch % step_size != 0 ? s.Rate : s.Rate * gamma, s => s.First * Math.Pow(gamma, s.Epoch / step_size));

            /// <summary>ηₜ = η₀ · lr_lambda(t).</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new Schedule(optimizer, last_epoch, verbose, s => s.First * lr_lambda(s.Epoch));

            /// <summary>Multiplies the rates by gamma at each milestone: ηₜ = η₀ γ^(milestones up to t).</summary>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Schedule(optimizer, last_epoch, verbose, s => milestones.Contains(s.Epoch) ? s.Rate * gamma : s.Rate, s => s.First * Math.Pow(gamma, milestones.Distinct().Count(milestone => milestone <= s.Epoch)));

            /// <summary>Multiplies the rates by gamma every step: ηₜ = η₀ γᵗ.</summary>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Schedule(optimizer, last_epoch, verbose, s => s.Epoch == 0 ? s.Rate : s.Rate * gamma, s => s.First * Math.Pow(gamma, s.Epoch));

            /// <summary>ηₜ = η_min + (η₀ − η_min) (1 + cos(π t / T_max)) / 2: down half a cosine in T_max steps, and up again after.</summary>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
            {
                return new Schedule(optimizer, last_epoch, verbose, Next, s => eta_min + (s.First - eta_min) * Height(s.Epoch) / 2);

                double Height(int epoch) => 1 + Math.Cos(Math.PI * epoch / T_max);

                // At the bottom the ratio of heights is 0 / 0, so the first step up is taken from the first rate.
                double Next(Standing s) =>
                    s.Epoch == 0 ? s.Rate
                    : (s.Epoch - 1 - T_max) % (2 * T_max) == 0 ? s.Rate + (s.First - eta_min) * (1 - Math.Cos(Math.PI / T_max)) / 2
                    : Height(s.Epoch) / Height(s.Epoch - 1) * (s.Rate - eta_min) + eta_min;
            }

            /// <summary>Multiplies the rates by factor when the measure given to step(double) has not become better for more than patience steps.</summary>
            public static LRScheduler ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false) =>
                new Plateau(optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps, verbose);

            /// <summary>Lowers the rates when a measure has not become better for more than a number of steps.</summary>
            private sealed class Plateau : LRScheduler
            {
                private readonly double factor, eps;
                private readonly int patience, cooldown;
                private readonly double[] floors;
                private readonly Func<double, double, bool> isBetter;
                private double best;
                private int bad, cooling;

                internal Plateau(Optimizer optimizer, string mode, double factor, int patience, double threshold, string threshold_mode, int cooldown, IList<double>? min_lr, double eps, bool verbose) : base(optimizer, -1, verbose)
                {
                    if (factor >= 1) throw new ArgumentException($"Factor should be < 1.0, not {factor}");
                    if (mode is not ("min" or "max")) throw new ArgumentException($"mode {mode} is unknown! It is min or max.");
                    if (threshold_mode is not ("rel" or "abs")) throw new ArgumentException($"threshold mode {threshold_mode} is unknown! It is rel or abs.");
                    floors = min_lr is { Count: > 1 } ? [.. min_lr] : [.. rates.Select(_ => min_lr is { Count: 1 } ? min_lr[0] : 0)];
                    if (floors.Length != rates.Length) throw new ArgumentException($"min_lr has {floors.Length} rates for {rates.Length} groups of parameters. Give one, or one a group.");
                    (this.factor, this.patience, this.cooldown, this.eps) = (factor, patience, cooldown, eps);
                    best = mode == "min" ? double.PositiveInfinity : double.NegativeInfinity;
                    isBetter = (mode, threshold_mode) switch
                    {
                        ("min", "rel") => (value, best) => value < best * (1 - threshold),
                        ("min", _) => (value, best) => value < best - threshold,
                        (_, "rel") => (value, best) => value > best * (1 + threshold),
                        _ => (value, best) => value > best + threshold,
                    };
                }

                public override void step() => step((int?)null);

                public override void step(int? epoch) => throw new InvalidOperationException("ReduceLROnPlateau needs a measure. Call step(double) with it, for example with the loss.");

                public override void step(double current, int? epoch = null)
                {
                    this.epoch = epoch ?? this.epoch + 1;
                    bad = isBetter(current, best) ? 0 : bad + 1;
                    if (bad == 0) best = current;
                    if (cooling > 0) (cooling, bad) = (cooling - 1, 0);
                    if (bad <= patience) return;
                    (cooling, bad) = (cooldown, 0);
                    var i = 0;
                    foreach (var group in optimizer.ParamGroups.Take(rates.Length))
                    {
                        var rate = Math.Max(group.LearningRate * factor, floors[i]);
                        if (group.LearningRate - rate > eps)
                        {
                            group.LearningRate = rates[i] = rate;
                            if (verbose) Console.WriteLine($"Epoch {this.epoch}: reducing learning rate of group {i} to {rate:g4}.");
                        }
                        i++;
                    }
                }
            }
        }
    }
}
