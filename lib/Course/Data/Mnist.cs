namespace Course.Data;

/// <summary>
/// The MNIST handwritten digits, 28×28 grey images in ten classes, read from their four original files, plain or <c>.gz</c>
/// (LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998).
/// </summary>
public static class Mnist
{
    private const string Mirror = "https://ossci-datasets.s3.amazonaws.com/mnist/";

    private static readonly IdxImages Files = new(
        new("train-images-idx3-ubyte.gz", Mirror + "train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
        new("train-labels-idx1-ubyte.gz", Mirror + "train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432"),
        new("t10k-images-idx3-ubyte.gz", Mirror + "t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3"),
        new("t10k-labels-idx1-ubyte.gz", Mirror + "t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c"),
        mean: 0.1307, deviation: 0.3081, // of all pixels of the 60,000 training images, in [0, 1]
        [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")]);

    /// <summary>Whether all four files are in a folder.</summary>
    /// <param name="directory">The folder, such as <c>data/mnist</c>.</param>
    /// <returns>True if they are.</returns>
    public static bool IsPresent(string directory) => Files.IsTrainPresent(directory) && Files.IsTestPresent(directory);

    /// <summary>Whether the two files of the 10,000 test images are in a folder.</summary>
    /// <param name="directory">The folder, such as <c>data/mnist</c>.</param>
    /// <returns>True if they are.</returns>
    public static bool IsTestPresent(string directory) => Files.IsTestPresent(directory);

    /// <summary>Reads the 60,000 training and the 10,000 test images.</summary>
    /// <param name="directory">The folder with the four files, such as <c>data/mnist</c>.</param>
    /// <param name="normalize">Whether pixels get mean 0 and standard deviation 1 over the training images; else they are in [0, 1].</param>
    /// <returns>Images, float32 <c>[N, 28, 28]</c>, with their classes, int64 <c>[N]</c>.</returns>
    /// <exception cref="FileNotFoundException">A file is missing; the message says where it comes from.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static (Dataset Train, Dataset Test) Load(string directory, bool normalize = false) =>
        (Files.LoadTrain(directory, normalize), Files.LoadTest(directory, normalize));

    /// <summary>Reads the 10,000 test images alone.</summary>
    /// <param name="directory">The folder with their two files.</param>
    /// <param name="normalize">Whether pixels get mean 0 and standard deviation 1 over the training images; else they are in [0, 1].</param>
    /// <returns>Images, float32 <c>[N, 28, 28]</c>, with their classes, int64 <c>[N]</c>.</returns>
    /// <exception cref="FileNotFoundException">A file is missing; the message says where it comes from.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static Dataset LoadTest(string directory, bool normalize = false) => Files.LoadTest(directory, normalize);

    /// <summary>Fetches those of the four files that are not in a folder, 12 MB in all, and checks them.</summary>
    /// <param name="directory">The folder, such as <c>data/mnist</c>; made where there is none.</param>
    /// <param name="cancel">Stops fetching; files that were whole by then stay.</param>
    /// <returns>The work; await it.</returns>
    /// <exception cref="HttpRequestException">There is no network, or no such address.</exception>
    /// <exception cref="InvalidDataException">What came has another checksum.</exception>
    public static Task DownloadAsync(string directory, CancellationToken cancel = default) => Files.DownloadAsync(directory, cancel);
}
