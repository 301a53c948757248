using System.Diagnostics;
using System.Globalization;

namespace Course.Grading.Tests.Sandboxing;

/// <summary>What a stranger's code might do; run inside a sandbox, it says how that went.</summary>
internal static class SandboxedProgram
{
    public static async Task<int> RunAsync(string deed, string[] arguments)
    {
        try
        {
            Console.WriteLine(await DoAsync(deed, arguments));
            return 0;
        }
        catch (Exception failure)
        {
            Console.WriteLine($"{failure.GetType().Name}: {failure.Message}");
            return 3;
        }
    }

    private static async Task<string> DoAsync(string deed, string[] arguments)
    {
        switch (deed)
        {
            case "hello":
                return "hello";
            case "status":
                return File.ReadAllText("/proc/self/status");
            case "array":
                return $"{Touched(new byte[long.Parse(arguments[0], CultureInfo.InvariantCulture)])}";
            default:
                throw new ArgumentException(deed);
        }
    }

    private static int Touched(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i += 4096)
            bytes[i] = 1;
        return bytes.Length;
    }
}
