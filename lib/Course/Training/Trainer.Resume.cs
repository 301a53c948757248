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
    /// <exception cref="InvalidDataException">
    /// The file is of another network, rule, learning rate, penalty or data order, with other options say, or no whole checkpoint; nothing is changed.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool Resume()
    {
        if (Checkpoint is null) throw new InvalidOperationException("There is nothing to resume from: set Checkpoint = new Checkpoint(path).");
        using var scope = NewDisposeScope();
        if (Checkpoint.Load() is not { } content) return false;

        TakeMaster();
        content.Require("learned.", Learned());
        foreach (var (name, text) in MadeWith()) content.Require(name, text);
        var before = Content();
        try
        {
            Take(content);
        }
        catch (Exception error)
        {
            Take(before);
            throw error as InvalidDataException ?? content.Refusal($"it is damaged ({error.Message.TrimEnd('.')})", error);
        }
        last = null;
        ReseedGpu();
        return true;
    }

    /// <summary>Takes up what a checkpoint holds. The weights come last, when nothing can fail any more: what else is replaced can be put back.</summary>
    private void Take(CheckpointContent content)
    {
        LearningRate.Restore(content.Doubles("schedule"));
        rule.Restore(content.All("rule.").ToDictionary(entry => entry.Key, entry => entry.Value.to(Weights.device)));
        position.Restore(content.Longs("position"));
        watch.Restore(content.Doubles("watch"));
        History.Restore(JsonSerializer.Deserialize<string[]>(content.Texts["series"])!
            .Select(name => (name, content.Longs($"steps.{name}"), content.Doubles($"values.{name}"))));
        EarlyStopping?.Restore(content.Doubles("best"), BestOf(content));
        set_rng_state(content["random"]);
        using var still = no_grad();
        foreach (var (name, value) in Learned()) value.copy_(content[$"learned.{name}"]);
    }

    private void Save()
    {
        using var scope = NewDisposeScope();
        ReseedGpu();
        Checkpoint!.Save(Content());
        savedStep = position.Step;
    }

    private CheckpointContent Content()
    {
        var content = new CheckpointContent(Checkpoint!.Path, [], MadeWith().ToDictionary(setting => setting.Name, setting => setting.Text));
        content.Texts["series"] = JsonSerializer.Serialize(History.Names);
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
        if (EarlyStopping?.Best is { } best)
        {
            content.Tensors["best.weights"] = best.Weights;
            content.PutAll("best.buffers.", best.Buffers);
        }
        content.Tensors["random"] = get_rng_state();
        return content;
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

    /// <summary>What the steps depend on beside the weights and states, as far as it can be told in words: a loss or a data set cannot.</summary>
    private IEnumerable<(string Name, string Text)> MadeWith() =>
    [
        .. Settings.Of("rule", rule),
        ("data", DescribeData()),
        .. Settings.Of("order", Data is null ? null : Order),
        .. Settings.Of("learning rate", LearningRate),
        ("penalties", network is { Penalties: { Count: > 0 } penalties } ? string.Join(", ", penalties) : "none"),
        .. Settings.Of("penalties", network?.Penalties.ToArray() ?? []),
    ];

    /// <summary>What the order of the samples depends on.</summary>
    private string DescribeData() => Data is null ? "none" : $"{Data.Count} samples {Order} in batches of {BatchSize} with the seed {Seed}{(Augment is null ? "" : ", augmented")}";

    /// <summary>TorchSharp cannot read a GPU's generator, so at each checkpoint it gets a seed of its own, alike in the run that goes on and in one that is resumed.</summary>
    private void ReseedGpu()
    {
        if (Weights.device_type == DeviceType.CUDA) cuda.manual_seed_all(unchecked(Seed * 1_000_003 + position.Step));
    }
}
