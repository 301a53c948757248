using TorchSharp;
using static TorchSharp.torch;

namespace Course.Data;

/// <summary>
/// The MNIST handwritten digits, 28×28 grey images in ten classes, read from their four original files, plain or <c>.gz</c>
/// (LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998).
/// </summary>
public static class Mnist
{
    private const string TrainName = "train";
    private const string TestName = "t10k";

    // Mean and standard deviation of all pixels of the 60,000 training images, in [0, 1].
    private const double Mean = 0.1307;
    private const double StandardDeviation = 0.3081;

    /// <summary>Whether all four files are in a folder.</summary>
    /// <param name="directory">The folder, such as <c>data/mnist</c>.</param>
    /// <returns>True if they are.</returns>
    public static bool IsPresent(string directory) => HasPart(directory, TrainName) && HasPart(directory, TestName);

    /// <summary>Whether the two files of the 10,000 test images are in a folder.</summary>
    /// <param name="directory">The folder, such as <c>data/mnist</c>.</param>
    /// <returns>True if they are.</returns>
    public static bool IsTestPresent(string directory) => HasPart(directory, TestName);

    /// <summary>Reads the 60,000 training and the 10,000 test images.</summary>
    /// <param name="directory">The folder with the four files, such as <c>data/mnist</c>.</param>
    /// <param name="normalize">Whether pixels get mean 0 and standard deviation 1 over the training images; else they are in [0, 1].</param>
    /// <returns>Images, float32 <c>[N, 28, 28]</c>, with their digits, int64 <c>[N]</c>.</returns>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static (Dataset Train, Dataset Test) Load(string directory, bool normalize = false) =>
        (LoadPart(directory, TrainName, normalize), LoadPart(directory, TestName, normalize));

    /// <summary>Reads the 10,000 test images alone.</summary>
    /// <param name="directory">The folder with their two files.</param>
    /// <param name="normalize">Whether pixels get mean 0 and standard deviation 1 over the training images; else they are in [0, 1].</param>
    /// <returns>Images, float32 <c>[N, 28, 28]</c>, with their digits, int64 <c>[N]</c>.</returns>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static Dataset LoadTest(string directory, bool normalize = false) => LoadPart(directory, TestName, normalize);

    private static Dataset LoadPart(string directory, string part, bool normalize)
    {
        var (imageFile, labelFile) = (Find(directory, ImageFile(part)), Find(directory, LabelFile(part)));
        using var scope = NewDisposeScope();
        var images = IdxFile.Read(imageFile);
        var labels = IdxFile.Read(labelFile);
        if (images.dtype != ScalarType.Byte || images.dim() != 3)
            throw new InvalidDataException($"{imageFile} holds {images.dtype} [{string.Join(", ", images.shape)}]; images are Byte [N, height, width].");
        if (labels.dtype != ScalarType.Byte || labels.dim() != 1 || labels.shape[0] != images.shape[0])
            throw new InvalidDataException($"{labelFile} holds {labels.dtype} [{string.Join(", ", labels.shape)}]; the labels of {images.shape[0]} images are Byte [{images.shape[0]}].");
        if (labels.numel() > 0 && labels.max().ToInt64() > 9)
            throw new InvalidDataException($"{labelFile} holds the label {labels.max().ToInt64()}; digits are 0 to 9.");
        var pixels = images.to_type(ScalarType.Float32).div_(255);
        if (normalize) pixels.sub_(Mean).div_(StandardDeviation);
        return new Dataset(
            pixels.MoveToOuterDisposeScope(),
            labels.to_type(ScalarType.Int64).MoveToOuterDisposeScope(),
            [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")]);
    }

    private static string ImageFile(string part) => $"{part}-images-idx3-ubyte";

    private static string LabelFile(string part) => $"{part}-labels-idx1-ubyte";

    private static bool HasPart(string directory, string part) =>
        TryFind(directory, ImageFile(part)) is not null && TryFind(directory, LabelFile(part)) is not null;

    private static string? TryFind(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        return File.Exists(path) ? path : File.Exists(path + ".gz") ? path + ".gz" : null;
    }

    private static string Find(string directory, string name) =>
        TryFind(directory, name) ?? throw new FileNotFoundException(
            $"Neither {name} nor {name}.gz is in {Path.GetFullPath(directory)}. data/README.md says where MNIST's four files come from.", name);
}
