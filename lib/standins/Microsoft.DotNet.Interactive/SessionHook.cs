namespace Microsoft.DotNet.Interactive;

/// <summary>Where the session that runs notebooks meets this assembly: the session that the running code belongs to.</summary>
internal static class SessionHook
{
    private static readonly AsyncLocal<ISession?> _current = new();

    public static ISession? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    public static ISession Required => Current
        ?? throw new InvalidOperationException("Nothing to display on: this code does not run in a notebook cell. Print to the console instead.");
}
