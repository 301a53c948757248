namespace Course.Kernel.Tests.Serving;

/// <summary>A library's code that a cell calls: it neither waits nor calls back.</summary>
public static class DeafLibrary
{
    public static void SpinUntil(DateTime end)
    {
        while (DateTime.UtcNow < end)
        {
        }
    }
}
