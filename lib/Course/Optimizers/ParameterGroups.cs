using Course.Models;
using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// One rule for each group of a network's parameters, for example weight decay on weights but not on biases and norms: each group's
/// parameters are gathered into a vector, stepped by the group's rule, and scattered back.
/// </summary>
public sealed class ParameterGroups : GradientRule
{
    private readonly ParameterGroup[] groups;
    private readonly (long Offset, long Length)[][] runs; // of each group: its parameters, neighbours joined
    private readonly long count;

    /// <summary>Divides a network's parameters among groups.</summary>
    /// <param name="parameters">The network's parameters, as in <c>objective.Parameters</c>.</param>
    /// <param name="groups">The groups; a parameter belongs to the first that takes it.</param>
    /// <exception cref="ArgumentException">
    /// A parameter belongs to no group, or a group has no parameter; two groups share a rule or a name, or a name has a dot in it.
    /// </exception>
    public ParameterGroups(FlatParameters parameters, params ParameterGroup[] groups)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.DistinctBy(group => group.Name).Count() < groups.Length || groups.Any(group => group.Name.Contains('.')))
            throw new ArgumentException($"Groups need different names without a dot; given: {string.Join(", ", groups.Select(group => group.Name))}.", nameof(groups));
        var rules = groups.SelectMany(group => group.Rule.All).ToArray();
        if (rules.Distinct(ReferenceEqualityComparer.Instance).Count() < rules.Length)
            throw new ArgumentException("Two groups share one rule, and with it its state. Give each group a rule of its own: new Adam() for each.", nameof(groups));

        this.groups = groups;
        count = parameters.Count;
        var members = groups.Select(_ => new List<ParameterSlice>()).ToArray();
        foreach (var slice in parameters.Slices)
        {
            var first = Array.FindIndex(groups, group => group.Takes(slice));
            if (first < 0)
            {
                throw new ArgumentException(
                    $"{slice.Name} belongs to no group. Let the last group take what is left: new ParameterGroup(\"others\", _ => true, new Sgd()).", nameof(groups));
            }
            members[first].Add(slice);
        }
        if (Array.FindIndex(members, slices => slices.Count == 0) is >= 0 and var empty)
        {
            throw new ArgumentException(
                $"No parameter belongs to '{groups[empty].Name}'. The network has {string.Join("; ", parameters.Slices)}; a parameter belongs to the first group that takes it.",
                nameof(groups));
        }
        runs = [.. members.Select(Join)];
    }

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, UpdateRule Rule)> Parts => groups.Select(group => (group.Name, (UpdateRule)group.Rule));

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        if (w.numel() != count)
            throw new ArgumentException($"The groups divide {count} parameters, and this step's vector has {w.numel()}. Make them of the network that is trained.", nameof(w));
        for (var i = 0; i < groups.Length; i++)
        {
            using var scope = NewDisposeScope();
            var (pieces, own) = (Pieces(w, runs[i]), Gather(Pieces(g, runs[i])));
            var vector = Gather(pieces);
            groups[i].Rule.Step(vector, own, learningRate * groups[i].LearningRateFactor);
            if (pieces.Length > 1) Scatter(vector, pieces);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", groups.Select(group => $"{group.Name}: {group.Rule}"));

    /// <summary>Joins parameters that lie beside each other, so that a group of one run is stepped where it lies.</summary>
    private static (long Offset, long Length)[] Join(List<ParameterSlice> slices)
    {
        var joined = new List<(long Offset, long Length)>();
        foreach (var slice in slices)
        {
            if (joined.Count > 0 && joined[^1].Offset + joined[^1].Length == slice.Offset) joined[^1] = (joined[^1].Offset, joined[^1].Length + slice.Length);
            else joined.Add((slice.Offset, slice.Length));
        }
        return [.. joined];
    }

    private static Tensor[] Pieces(Tensor flat, (long Offset, long Length)[] runs) => [.. runs.Select(run => flat.narrow(0, run.Offset, run.Length))];

    private static Tensor Gather(Tensor[] pieces) => pieces.Length == 1 ? pieces[0] : cat(pieces);

    private static void Scatter(Tensor vector, Tensor[] pieces)
    {
        var offset = 0L;
        foreach (var piece in pieces)
        {
            piece.copy_(vector.narrow(0, offset, piece.numel()));
            offset += piece.numel();
        }
    }
}
