namespace Microsoft.DotNet.Interactive;

/// <summary>The running cell.</summary>
public class KernelInvocationContext
{
    private KernelInvocationContext(CancellationToken cancellationToken) => CancellationToken = cancellationToken;

    /// <summary>The cell that runs the calling code; null elsewhere.</summary>
    public static KernelInvocationContext? Current => SessionHook.Current is { } session ? new(session.Cancellation) : null;

    /// <summary>Cancelled when the cell is to stop.</summary>
    public CancellationToken CancellationToken { get; }
}
