using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;

namespace Course;

/// <summary>
/// The notebook cell that runs this code, where one does. What runs notebooks brings the assembly
/// Microsoft.DotNet.Interactive; elsewhere it is not there, so nothing else of this library touches it.
/// </summary>
internal static class RunningCell
{
    private static readonly Lazy<bool> isNotebook = new(() =>
    {
        try
        {
            Touch();
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    });

    /// <summary>Cancelled when the running cell is to stop; never, outside a notebook.</summary>
    public static CancellationToken Cancellation => isNotebook.Value ? CancellationOfCell() : CancellationToken.None;

    /// <summary>Shows a value below the running cell.</summary>
    /// <param name="value">The value.</param>
    /// <returns>What puts another value in its place; null where no cell runs.</returns>
    public static Action<object>? Show(object value) => isNotebook.Value ? ShowInCell(value) : null;

    // Compiled when they are first called, which is when their types are looked for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Touch() => _ = typeof(KernelInvocationContext).Name;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CancellationToken CancellationOfCell() => KernelInvocationContext.Current?.CancellationToken ?? CancellationToken.None;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Action<object>? ShowInCell(object value) => KernelInvocationContext.Current is null ? null : value.Display().Update;
}
