namespace Course.Data;

/// <summary>
/// Fashion-MNIST, 28×28 grey images of ten kinds of clothing, read from their four original files, plain or <c>.gz</c>: in MNIST's format,
/// and harder (Xiao, Rasul and Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017).
/// </summary>
public static class FashionMnist
{
    private const string Mirror = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

    private static readonly IdxImages Files = new(
        new("train-images-idx3-ubyte.gz", Mirror + "train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
        new("train-labels-idx1-ubyte.gz", Mirror + "train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe"),
        new("t10k-images-idx3-ubyte.gz", Mirror + "t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79"),
        new("t10k-labels-idx1-ubyte.gz", Mirror + "t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310"),
        mean: 0.2860, deviation: 0.3530, // of all pixels of the 60,000 training images, in [0, 1]
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]);

    /// <summary>Whether all four files are in a folder.</summary>
    /// <param name="directory">The folder, such as <c>data/fashion-mnist</c>.</param>
    /// <returns>True if they are.</returns>
    public static bool IsPresent(string directory) => Files.IsTrainPresent(directory) && Files.IsTestPresent(directory);

    /// <summary>Whether the two files of the 10,000 test images are in a folder.</summary>
    /// <param name="directory">The folder, such as <c>data/fashion-mnist</c>.</param>
    /// <returns>True if they are.</returns>
    public static bool IsTestPresent(string directory) => Files.IsTestPresent(directory);

    /// <summary>Reads the 60,000 training and the 10,000 test images.</summary>
    /// <param name="directory">The folder with the four files, such as <c>data/fashion-mnist</c>.</param>
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

    /// <summary>Fetches those of the four files that are not in a folder, 31 MB in all, and checks them.</summary>
    /// <param name="directory">The folder, such as <c>data/fashion-mnist</c>; made where there is none.</param>
    /// <param name="cancel">Stops fetching; files that were whole by then stay.</param>
    /// <returns>The work; await it.</returns>
    /// <exception cref="HttpRequestException">There is no network, or no such address.</exception>
    /// <exception cref="InvalidDataException">What came has another checksum.</exception>
    public static Task DownloadAsync(string directory, CancellationToken cancel = default) => Files.DownloadAsync(directory, cancel);
}
