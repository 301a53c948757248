using System.Globalization;
using Course;
using Course.GpuCheck;
using TorchSharp;
using static TorchSharp.torch;

// compare [cpu], or time PYTHON [cpu]; cpu instead of CUDA, so that the program itself can be tested without a GPU.
var onCpu = args is [.., "cpu"];
if (!onCpu && !cuda.is_available())
{
    Console.WriteLine($"SKIPPED: libtorch {__version__} sees no CUDA device, so nothing was compared and nothing has passed.");
    return 77;
}

var device = onCpu ? CPU : CUDA;
if (args is ["time", var python, ..])
{
    Timing.Print(device, python);
    return 0;
}

Console.WriteLine($"libtorch {__version__}, {(onCpu ? "CPU" : $"cuDNN {cuda.is_cudnn_available()}")}");
foreach (var gpu in Compute.Gpus)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{gpu.Device}: {gpu.Name}, {gpu.FreeMemory / 1e9:0.0} of {gpu.TotalMemory / 1e9:0.0} GB free"));
Console.WriteLine($"\nDeviation from the CPU in float64, relative to the largest value; at most {Case.Double:0e+0} in float64.\n");
Console.WriteLine($"{"area",-10} {"case",-46} {"float64",9} {"float32",9} {"at most",9}");
var (passed, failed) = (0, 0);
foreach (var test in Cases.All)
{
    using var scope = NewDisposeScope();
    string result;
    bool good;
    try
    {
        var expected = test.Run(CPU, ScalarType.Float64);
        var (wide, narrow) = (Case.Deviation(expected, test.Run(device, ScalarType.Float64)), Case.Deviation(expected, test.Run(device, ScalarType.Float32)));
        good = wide <= Case.Double && narrow <= test.Tolerance;
        result = string.Create(CultureInfo.InvariantCulture, $"{wide,9:0.0e+0} {narrow,9:0.0e+0} {test.Tolerance,9:0e+0}");
    }
    catch (Exception error)
    {
        (good, result) = (false, $"{error.GetType().Name}: {error.Message}");
    }

    _ = good ? passed++ : failed++;
    Console.WriteLine($"{test.Area,-10} {test.Name,-46} {result}{(good ? "" : "  FAILED")}");
}

Console.WriteLine($"\n{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
