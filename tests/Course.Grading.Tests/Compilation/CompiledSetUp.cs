namespace Course.Grading.Tests.Compilation;

/// <summary>What lessons begin with, compiled once for all tests of a class.</summary>
public sealed class CompiledSetUp
{
    private readonly CompiledCells _cells = CompiledCells.Begin(AppContext.BaseDirectory);

    public CompiledSetUp() => _cells.Add(CompiledCells.SetUp);

    /// <summary>The cells of a notebook that begins with it.</summary>
    internal CompiledCells Begin() => _cells.Fork();

    /// <summary>What the fence says of a student's cell behind it.</summary>
    public IReadOnlyList<string> Violations(string source) =>
        Fence.Violations(Begin().Add(new PlannedCell("exercise-1", CellRole.Solution, source, IsTrusted: false)).Code!.Assembly);
}
