namespace Course.Notebooks;

/// <summary>A cell does not compile.</summary>
internal sealed class CellCompilationException(IReadOnlyList<Problem> errors) : Exception
{
    public IReadOnlyList<Problem> Errors => errors;
}
