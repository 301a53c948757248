using System.Formats.Tar;
using System.IO.Compression;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Data;

/// <summary>
/// CIFAR-10, 32×32 colour photographs in ten classes, read from the original archive of its binary version
/// (Krizhevsky, "Learning multiple layers of features from tiny images", 2009).
/// </summary>
public static class Cifar10
{
    private const int Side = 32;
    private const int RecordSize = 1 + 3 * Side * Side; // a label, then the red, the green and the blue pixels, row by row
    private const string TestFile = "test_batch.bin";

    private static readonly string[] TrainFiles = [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")];
    private static readonly string[] ClassNames = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    // Of the 50,000 training images, for red, green and blue in [0, 1].
    private static readonly float[] Mean = [0.4914f, 0.4822f, 0.4465f];
    private static readonly float[] StandardDeviation = [0.2470f, 0.2435f, 0.2616f];

    private static readonly DataFile Archive = new(
        "cifar-10-binary.tar.gz", "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", "c32a1d4ab5d03f1284b67883e8d87530");

    /// <summary>Whether the archive is in a folder.</summary>
    /// <param name="directory">The folder, such as <c>data/cifar-10</c>.</param>
    /// <returns>True if it is.</returns>
    public static bool IsPresent(string directory) => Archive.IsIn(directory);

    /// <summary>Reads the 50,000 training and the 10,000 test images, 740 MB in memory.</summary>
    /// <param name="directory">The folder with <c>cifar-10-binary.tar.gz</c>, such as <c>data/cifar-10</c>.</param>
    /// <param name="normalize">Whether each colour gets mean 0 and standard deviation 1 over the training images; else pixels are in [0, 1].</param>
    /// <returns>Images, float32 <c>[N, 3, 32, 32]</c>, with their classes, int64 <c>[N]</c>.</returns>
    /// <exception cref="FileNotFoundException">The archive is missing; the message says where it comes from.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static (Dataset Train, Dataset Test) Load(string directory, bool normalize = false) => Load(Archive, directory, normalize);

    /// <summary>Fetches the archive, 170 MB, unless it is in a folder, and checks it.</summary>
    /// <param name="directory">The folder, such as <c>data/cifar-10</c>; made where there is none.</param>
    /// <param name="cancel">Stops fetching.</param>
    /// <returns>The work; await it.</returns>
    /// <exception cref="HttpRequestException">There is no network, or no such address.</exception>
    /// <exception cref="InvalidDataException">What came has another checksum.</exception>
    public static Task DownloadAsync(string directory, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return Archive.DownloadAsync(directory, cancel);
    }

    internal static (Dataset Train, Dataset Test) Load(DataFile archive, string directory, bool normalize)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var path = archive.Find(directory);
        var files = Unpack(path);
        return (Read([.. TrainFiles.Select(Content)]), Read([Content(TestFile)]));

        byte[] Content(string name) => files.TryGetValue(name, out var content)
            ? content
            : throw new InvalidDataException($"{path} holds no {name}; it holds {(files.Count == 0 ? "no files" : string.Join(", ", files.Keys.Order()))}.");

        Dataset Read(byte[][] contents)
        {
            if (contents.FirstOrDefault(content => content.Length == 0 || content.Length % RecordSize != 0) is { } odd)
                throw new InvalidDataException($"{path} holds a file of {odd.Length} bytes; images with their labels take {RecordSize} bytes each.");
            using var scope = NewDisposeScope();
            var records = cat([.. contents.Select(content => tensor(content, [content.Length / RecordSize, RecordSize]))]);
            var labels = records.select(1, 0).to_type(ScalarType.Int64);
            if (labels.max().ToInt64() >= ClassNames.Length)
                throw new InvalidDataException($"{path} holds the label {labels.max().ToInt64()}; labels are 0 to {ClassNames.Length - 1}.");
            var pixels = records.narrow(1, 1, RecordSize - 1).to_type(ScalarType.Float32).div_(255).view(-1, 3, Side, Side);
            if (normalize) pixels.sub_(tensor(Mean, [3, 1, 1])).div_(tensor(StandardDeviation, [3, 1, 1]));
            return new Dataset(pixels.MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope(), ClassNames);
        }
    }

    /// <summary>The archive's files by their names without folders.</summary>
    private static Dictionary<string, byte[]> Unpack(string path)
    {
        using var file = File.OpenRead(path);
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(plain);
        var files = new Dictionary<string, byte[]>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null) continue;
            using var content = new MemoryStream(checked((int)entry.Length));
            entry.DataStream.CopyTo(content);
            files[Path.GetFileName(entry.Name)] = content.ToArray();
        }
        return files;
    }
}
