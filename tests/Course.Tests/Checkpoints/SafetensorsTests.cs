using System.Diagnostics;
using Course.Checkpoints;
using Course.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private static readonly string Reference = Path.Combine(AppContext.BaseDirectory, "Checkpoints", "reference.safetensors");

    /// <summary>As in reference.py.</summary>
    private static readonly Dictionary<string, Tensor> ReferenceTensors = new()
    {
        ["layer.weight"] = arange(24, float32).reshape(2, 3, 4) / 8 - 1,
        ["layer.bias"] = tensor([1.5f, BitConverter.UInt32BitsToSingle(0x7FC00000), float.NegativeInfinity]), // .NET's own NaN has the other sign
        ["double"] = tensor(new[] { 0.1, -1e300, double.Epsilon, 2 }).reshape(2, 2),
        ["half"] = tensor(new[] { 1.5, -65504, 6e-8 }).to(ScalarType.Float16),
        ["brain"] = tensor(new[] { 1.5, -3e38 }).to(ScalarType.BFloat16),
        ["long"] = tensor(new[] { long.MaxValue, long.MinValue, 7 }),
        ["int"] = tensor(new[] { int.MaxValue, int.MinValue }),
        ["short"] = tensor(new short[] { short.MaxValue, short.MinValue, 5 }),
        ["signed"] = tensor(new sbyte[] { 127, -128, 3 }),
        ["byte"] = tensor(new byte[] { 0, 255 }),
        ["flags"] = tensor(new[] { true, false, true }).reshape(3, 1),
        ["scalar"] = tensor(42.25f),
        ["empty"] = empty(2, 0, 3),
        ["größe \"α\"\\"] = tensor(new byte[] { 1 }),
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_of_the_reference_implementation_is_read()
    {
        var (tensors, metadata) = Safetensors.Load(Reference);

        Assert.Equal(ReferenceTensors.Keys.Order(StringComparer.Ordinal), tensors.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, expected) in ReferenceTensors) Same(expected, tensors[name]);
        Assert.Equal("pt", Assert.Single(metadata, text => text.Key == "format").Value);
    }

    [Fact]
    public void What_is_written_is_the_reference_implementation_s_file_to_the_byte()
    {
        Safetensors.Save(FileName("ours"), ReferenceTensors, new Dictionary<string, string> { ["format"] = "pt" });

        Assert.Equal(File.ReadAllBytes(Reference), File.ReadAllBytes(FileName("ours")));
    }

    [SkippableFact]
    public void The_reference_implementation_reads_what_is_written()
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["a"] = arange(6, float32).reshape(2, 3),
            ["b c"] = tensor(3L),
            ["d"] = ones(2, 0, dtype: float64),
            ["e"] = ones(5, ScalarType.BFloat16)[TensorIndex.Slice(step: 2)],
            ["f"] = tensor(new[] { true, true, false }),
        };
        Safetensors.Save(FileName("ours"), tensors, new Dictionary<string, string> { ["epoch"] = "3" });

        Assert.Equal(
            ["a float32 [2, 3] 15.0", "b c int64 [] 3.0", "d float64 [2, 0] 0.0", "e bfloat16 [3] 3.0", "f bool [3] 2.0", "[('epoch', '3')]"],
            Python("check.py", FileName("ours")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_network_is_saved_and_loaded_into_another()
    {
        var (saved, loaded) = (new Mlp(5, 7, 3), new Mlp(5, 7, 3));
        var input = randn(4, 5);
        Assert.False(saved.call(input).allclose(loaded.call(input)));

        Safetensors.Save(FileName("net"), saved.state_dict());
        loaded.load_state_dict(Safetensors.Load(FileName("net")).Tensors);

        Same(saved.call(input), loaded.call(input));
    }

    public static TheoryData<string> Views => ["transposed", "strided", "expanded", "offset", "with gradient", "slice of a parameter"];

    [Theory]
    [MemberData(nameof(Views))]
    public void A_view_is_saved_as_its_values(string name)
    {
        var owner = arange(24, float64).reshape(4, 6);
        var view = name switch
        {
            "transposed" => owner.t(),
            "strided" => owner[TensorIndex.Colon, TensorIndex.Slice(step: 3)],
            "expanded" => owner[1].expand(3, 6),
            "offset" => owner.narrow(0, 2, 2),
            "with gradient" => owner.clone().requires_grad_() * 2,
            _ => new TorchSharp.Modules.Parameter(owner.clone()).narrow(1, 1, 2),
        };

        Safetensors.Save(FileName("view"), new Dictionary<string, Tensor> { ["view"] = view });

        var loaded = Safetensors.Load(FileName("view")).Tensors["view"];
        Same(view.detach(), loaded);
        Assert.False(loaded.requires_grad);
    }

    [Fact]
    public void Tensors_that_share_memory_are_saved_one_by_one()
    {
        var shared = arange(4, float32);
        Safetensors.Save(FileName("shared"), new Dictionary<string, Tensor> { ["one"] = shared, ["other"] = shared.reshape(2, 2) });

        var loaded = Safetensors.Load(FileName("shared")).Tensors;
        loaded["one"].zero_();
        Same(shared.reshape(2, 2), loaded["other"]);
    }

    [Fact]
    public void Tensors_of_many_pieces_are_whole()
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["rows"] = arange(11_000_001, int32).reshape(3, 3_666_667),
            ["transposed"] = arange(6_000_000, int32).reshape(3, 2, 1_000_000).permute(2, 1, 0),
            ["one row"] = arange(5_000_001, int32).reshape(1, 1, 5_000_001),
            ["flags"] = arange(20_000_001, int32).remainder(3).eq(0),
        };

        Safetensors.Save(FileName("large"), tensors);

        var loaded = Safetensors.Load(FileName("large")).Tensors;
        foreach (var (name, expected) in tensors) Same(expected, loaded[name]);
    }

    [Fact]
    public void Tensors_are_in_the_reference_implementation_s_order_wide_types_first_then_by_the_name_s_bytes()
    {
        // In UTF-16, the emoji would stand before U+FFFD.
        string[] order = ["z", "", "B", "a", "\uFFFD", "😀", "A"];
        var tensors = order.Reverse().ToDictionary(name => name, name => name switch
        {
            "z" => tensor(1L),
            "A" => tensor(true),
            _ => tensor(1f),
        });

        Safetensors.Save(FileName("order"), tensors);

        Assert.Equal(order, Safetensors.Load(FileName("order")).Tensors.Keys);
    }

    [Fact]
    public void Metadata_come_back_and_do_not_depend_on_their_order()
    {
        var metadata = new Dictionary<string, string> { ["b"] = "größe\n\"\t\u0001", ["a"] = "", ["😀"] = "\\" };
        Safetensors.Save(FileName("one"), new Dictionary<string, Tensor>(), metadata);
        Safetensors.Save(FileName("two"), new Dictionary<string, Tensor>(), metadata.Reverse().ToDictionary());

        Assert.Equal(metadata, Safetensors.Load(FileName("one")).Metadata);
        Assert.Empty(Safetensors.Load(FileName("one")).Tensors);
        Assert.Equal(File.ReadAllBytes(FileName("one")), File.ReadAllBytes(FileName("two")));
    }

    [Fact]
    public void The_elements_start_at_a_multiple_of_eight_bytes()
    {
        for (var length = 1; length <= 9; length++)
        {
            Safetensors.Save(FileName("padded"), new Dictionary<string, Tensor> { [new string('x', length)] = tensor(2.5) });
            var bytes = File.ReadAllBytes(FileName("padded"));

            Assert.Equal(0, BitConverter.ToInt64(bytes) % 8);
            Assert.Equal(2.5, BitConverter.ToDouble(bytes, bytes.Length - 8));
        }
    }

    [Fact]
    public void A_failed_write_leaves_the_file_that_was_there_and_nothing_beside_it()
    {
        var path = FileName("checkpoint");
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["w"] = tensor(1.0) });
        var before = File.ReadAllBytes(path);

        // The values of a tensor on the device 'meta' do not exist, which shows only when they are to be written.
        Assert.ThrowsAny<Exception>(() => Safetensors.Save(path, new Dictionary<string, Tensor> { ["a"] = ones(100), ["w"] = zeros(3, device: META) }));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public void A_file_is_replaced()
    {
        var path = FileName("checkpoint");
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["w"] = ones(1000) });
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["v"] = tensor(1.0) });

        Assert.Equal(["v"], Safetensors.Load(path).Tensors.Keys);
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public void A_path_that_is_a_folder_is_refused_and_nothing_is_left_beside_it()
    {
        Assert.ThrowsAny<SystemException>(() => Safetensors.Save(folder.FullName, new Dictionary<string, Tensor> { ["w"] = ones(2) }));

        Assert.True(Directory.Exists(folder.FullName));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(folder.FullName)!, Path.GetFileName(folder.FullName) + "*"));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var path = Path.Combine(folder.FullName, "none", "w.safetensors");
        var error = Assert.Throws<DirectoryNotFoundException>(() => Safetensors.Save(path, new Dictionary<string, Tensor>()));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_without_a_safetensors_file_is_named_with_what_is_there()
    {
        var (missing, empty, within) = (FileName("none"), FileName("empty"), Path.Combine(folder.FullName, "none", "w.safetensors"));
        File.WriteAllBytes(empty, []);
        Says<FileNotFoundException>(missing, $"There is no file {missing}. Give the path of a safetensors file");
        Says<FileNotFoundException>(within, $"There is no file {within}.");
        Says<UnauthorizedAccessException>(folder.FullName, $"{folder.FullName} is a folder. Give the path of a safetensors file");
        Says<InvalidDataException>(empty, $"{empty} cannot be read as a safetensors file: it has 0 bytes");
    }

    [SkippableFact]
    public void A_file_that_may_not_be_read_is_named()
    {
        Skip.If(Environment.IsPrivilegedProcess, "An administrator may read every file.");
        var path = FileName("locked");
        File.WriteAllBytes(path, new byte[8]);
        if (OperatingSystem.IsWindows()) throw new SkipException("Rights are set otherwise on Windows.");
        File.SetUnixFileMode(path, UnixFileMode.None);
        Says<UnauthorizedAccessException>(path, $"{path} may not be read.");
    }

    private static void Says<T>(string path, string expected) where T : Exception =>
        Assert.Contains(expected, Assert.Throws<T>(() => Safetensors.Load(path)).Message, StringComparison.Ordinal);

    public static TheoryData<string, string> Refused => new()
    {
        { "__metadata__", "reserved" },
        { "half a character", "surrogate" },
        { "complex", "ComplexFloat32" },
        { "null", "null" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_the_format_cannot_hold_is_refused_before_a_file_is_made(string name, string named)
    {
        var value = name switch
        {
            "complex" => zeros(2, complex64),
            "null" => null!,
            _ => zeros(2),
        };
        var error = Assert.Throws<ArgumentException>(() => Safetensors.Save(FileName("refused"), new Dictionary<string, Tensor> { [name == "half a character" ? "\ud800" : name] = value }));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public void A_header_that_no_reader_would_accept_is_not_written()
    {
        var metadata = new Dictionary<string, string> { ["log"] = new('x', 100_000_000) };
        var error = Assert.Throws<ArgumentException>(() => Safetensors.Save(FileName("refused"), new Dictionary<string, Tensor>(), metadata));

        Assert.Contains("100000000", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullName));
    }

    [SkippableFact]
    public void Tensors_go_from_the_GPU_to_a_file_and_back()
    {
        Skip.IfNot(cuda.is_available(), "This machine has no CUDA device.");
        var values = arange(10_000_000, float32, CUDA).reshape(10, 1_000_000).t();
        Safetensors.Save(FileName("gpu"), new Dictionary<string, Tensor> { ["w"] = values });

        var loaded = Safetensors.Load(FileName("gpu"), CUDA).Tensors["w"];
        Assert.Equal(DeviceType.CUDA, loaded.device_type);
        Same(values.cpu(), loaded.cpu());
        Same(values.cpu(), Safetensors.Load(FileName("gpu")).Tensors["w"]);
    }

    private string FileName(string name) => Path.Combine(folder.FullName, name + ".safetensors");

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.contiguous().bytes.SequenceEqual(actual.contiguous().bytes)); // NaN too
    }

    private static string Python(string script, string file)
    {
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3"; // Debian's packages belong to the system's Python
        string Run(params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException(errors.Result);
        }

        try
        {
            Run("-c", "import torch, safetensors");
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Skip.If(true, "This machine's Python has no PyTorch with safetensors.");
        }

        return Run(Path.Combine(AppContext.BaseDirectory, "Checkpoints", script), file);
    }
}
