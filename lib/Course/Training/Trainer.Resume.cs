using System.Text.Json;
using Course.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Training;

public sealed partial class Trainer
{
    /// <summary>
    /// Takes up what <see cref="Checkpoint"/> holds, so that the training goes on to the same weights, to the bit, as if it had never stopped.
    /// Call it right before the run: what draws random numbers from torch in between moves on the generator that it sets.
    /// </summary>
    /// <returns>Whether there was a checkpoint; if not, nothing is changed.</returns>
    /// <exception cref="InvalidOperationException"><see cref="Checkpoint"/> is not set.</exception>
    /// <exception cref="InvalidDataException">The file is of another network, rule or data order, or no checkpoint; nothing is changed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool Resume()
    {
        if (Checkpoint is null) throw new InvalidOperationException("There is nothing to resume from: set Checkpoint = new Checkpoint(path).");
        using var scope = NewDisposeScope();
        if (Checkpoint.Load() is not { } content) return false;

        TakeMaster();
        var weights = Learned();
        content.Require("learned.", weights);
        content.Require("rule", rule.ToString()!);
        content.Require("data", DescribeData());
        var schedule = content.Doubles("schedule");
        if (schedule.Length != LearningRate.State.Count)
            throw content.Refusal($"its schedule has {schedule.Length} numbers to remember, and the trainer's, {LearningRate}, has {LearningRate.State.Count}");
        var best = EarlyStopping is null ? null : content.Doubles("best");

        using (no_grad())
            foreach (var (name, value) in content.All("learned.")) weights[name].copy_(value);
        LearningRate.Restore(schedule);
        rule.Restore(content.All("rule.").ToDictionary(entry => entry.Key, entry => entry.Value.to(Weights.device)));
        position.Restore(content.Longs("position"));
        watch.Restore(content.Doubles("watch"));
        History.Restore(JsonSerializer.Deserialize<string[]>(content.Texts["series"])!
            .Select(name => (name, content.Longs($"steps.{name}"), content.Doubles($"values.{name}"))));
        if (best is not null) EarlyStopping!.Restore(best, BestOf(content));
        last = null;
        set_rng_state(content["random"]);
        ReseedGpu();
        return true;
    }

    private void Save()
    {
        using var scope = NewDisposeScope();
        var content = new CheckpointContent(Checkpoint!.Path, [], new()
        {
            ["rule"] = rule.ToString()!,
            ["data"] = DescribeData(),
            ["series"] = JsonSerializer.Serialize(History.Names),
        });
        content.PutAll("learned.", Learned());
        content.PutAll("rule.", rule.State);
        content.Put("schedule", LearningRate.State);
        content.Put("position", position.ToNumbers());
        content.Put("watch", watch.ToNumbers());
        foreach (var name in History.Names)
        {
            content.Put($"steps.{name}", History[name].Steps);
            content.Put($"values.{name}", History[name].Values);
        }
        if (EarlyStopping is not null) content.Put("best", EarlyStopping.Numbers);
        if (EarlyStopping?.Best is { } kept)
        {
            content.Tensors["best.weights"] = kept.Weights;
            content.PutAll("best.buffers.", kept.Buffers);
        }
        ReseedGpu();
        content.Tensors["random"] = get_rng_state();
        Checkpoint.Save(content);
        savedStep = position.Step;
    }

    /// <summary>All that training changes: a network's parameters and buffers by name, and the weights of which a network in bfloat16 has only the rounded ones.</summary>
    private Dictionary<string, Tensor> Learned()
    {
        var all = new Dictionary<string, Tensor>();
        foreach (var (name, value) in network?.Module.state_dict() ?? []) all[$"network.{name}"] = value;
        if (network is null || network.Parameters.Vector.dtype != Weights.dtype) all["weights"] = Weights;
        return all;
    }

    private NetworkCopy? BestOf(CheckpointContent content) => !content.Tensors.ContainsKey("best.weights") ? null : new NetworkCopy(
        content["best.weights"].to(Weights.device).DetachFromDisposeScope(),
        content.All("best.buffers.").ToDictionary(buffer => buffer.Key, buffer => buffer.Value.to(Weights.device).DetachFromDisposeScope()));

    /// <summary>What the order of the samples depends on.</summary>
    private string DescribeData() => Data is null ? "none" : $"{Data.Count} samples {Order} in batches of {BatchSize} with the seed {Seed}{(Augment is null ? "" : ", augmented")}";

    /// <summary>TorchSharp cannot read a GPU's generator, so at each checkpoint it gets a seed of its own, alike in the run that goes on and in one that is resumed.</summary>
    private void ReseedGpu()
    {
        if (Weights.device_type == DeviceType.CUDA) cuda.manual_seed_all(unchecked(Seed * 1_000_003 + position.Step));
    }
}
