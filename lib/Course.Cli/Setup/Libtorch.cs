namespace Course.Cli.Setup;

/// <summary>The libtorch that the TorchSharp stand-in is built on.</summary>
internal static class Libtorch
{
    public static string? Find() => null;
}
