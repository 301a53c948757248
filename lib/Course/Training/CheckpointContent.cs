using static TorchSharp.torch;

namespace Course.Training;

/// <summary>What a checkpoint holds, by name.</summary>
internal sealed class CheckpointContent(string path, Dictionary<string, Tensor> tensors, Dictionary<string, string> texts)
{
    public Dictionary<string, Tensor> Tensors => tensors;

    public Dictionary<string, string> Texts => texts;

    public void Put(string name, IEnumerable<double> numbers) => tensors[name] = tensor(numbers.ToArray(), dtype: float64);

    public void Put(string name, IEnumerable<long> numbers) => tensors[name] = tensor(numbers.ToArray(), dtype: int64);

    public void PutAll(string prefix, IEnumerable<KeyValuePair<string, Tensor>> values)
    {
        foreach (var (name, value) in values) tensors[prefix + name] = value;
    }

    public double[] Doubles(string name) => this[name].data<double>().ToArray();

    public long[] Longs(string name) => this[name].data<long>().ToArray();

    public Tensor this[string name] => tensors.TryGetValue(name, out var value) ? value : throw Refusal($"it lacks '{name}'");

    /// <summary>The tensors whose names start with a prefix, by the rest of their names.</summary>
    public Dictionary<string, Tensor> All(string prefix) => tensors
        .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value);

    /// <summary>Throws unless a text is the same here and in the trainer.</summary>
    public void Require(string name, string own)
    {
        var there = texts.GetValueOrDefault(name, "unknown");
        if (there != own) throw Refusal($"its {name} is {there}, and the trainer's is {own}");
    }

    /// <summary>Throws unless tensors have the same names, types and shapes here and in the trainer.</summary>
    public void Require(string prefix, IReadOnlyDictionary<string, Tensor> own)
    {
        var there = All(prefix);
        foreach (var name in own.Keys.Concat(there.Keys.Order()))
        {
            var (mine, stored) = (Shown(own.GetValueOrDefault(name)), Shown(there.GetValueOrDefault(name)));
            if (mine != stored) throw Refusal($"there '{name}' is {stored}, and the trainer's is {mine}");
        }
    }

    public InvalidDataException Refusal(string why, Exception? cause = null) =>
        new($"{path} cannot be resumed from: {why}. Make the trainer as the one that wrote it, or give another path to begin anew.", cause);

    private static string Shown(Tensor? value) => value is null ? "missing" : $"{value.dtype} [{string.Join(", ", value.shape)}]";
}
