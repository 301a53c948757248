using TorchSharp;
using static TorchSharp.torch;

namespace Course.Data;

/// <summary>
/// A data set in MNIST's four files: images and labels, for training and for testing, each plain or compressed as published. A compressed
/// file is held against its checksum; of the plain ones none are published, and their headers must fit their lengths.
/// </summary>
/// <param name="trainImages">The compressed training images.</param>
/// <param name="trainLabels">Their labels.</param>
/// <param name="testImages">The compressed test images.</param>
/// <param name="testLabels">Their labels.</param>
/// <param name="mean">The mean of all training pixels, in [0, 1].</param>
/// <param name="deviation">Their standard deviation.</param>
/// <param name="classNames">The names of the classes.</param>
internal sealed class IdxImages(
    DataFile trainImages, DataFile trainLabels, DataFile testImages, DataFile testLabels, double mean, double deviation, string[] classNames)
{
    private const string Compression = ".gz";

    public bool IsTrainPresent(string directory) => IsIn(trainImages, directory) && IsIn(trainLabels, directory);

    public bool IsTestPresent(string directory) => IsIn(testImages, directory) && IsIn(testLabels, directory);

    public Dataset LoadTrain(string directory, bool normalize) => Load(directory, trainImages, trainLabels, normalize);

    public Dataset LoadTest(string directory, bool normalize) => Load(directory, testImages, testLabels, normalize);

    public async Task DownloadAsync(string directory, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        foreach (var file in (DataFile[])[trainImages, trainLabels, testImages, testLabels])
            await file.DownloadAsync(directory, cancel).ConfigureAwait(false);
    }

    private Dataset Load(string directory, DataFile imageFile, DataFile labelFile, bool normalize)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var (imagePath, labelPath) = (Find(imageFile, directory), Find(labelFile, directory));
        using var scope = NewDisposeScope();
        var images = IdxFile.Read(imagePath);
        var labels = IdxFile.Read(labelPath);
        if (images.dtype != ScalarType.Byte || images.dim() != 3)
            throw new InvalidDataException($"{imagePath} holds {images.dtype} [{string.Join(", ", images.shape)}]; images are Byte [N, height, width].");
        if (labels.dtype != ScalarType.Byte || labels.dim() != 1 || labels.shape[0] != images.shape[0])
            throw new InvalidDataException($"{labelPath} holds {labels.dtype} [{string.Join(", ", labels.shape)}]; the labels of {images.shape[0]} images are Byte [{images.shape[0]}].");
        if (labels.numel() > 0 && labels.max().ToInt64() >= classNames.Length)
            throw new InvalidDataException($"{labelPath} holds the label {labels.max().ToInt64()}; labels are 0 to {classNames.Length - 1}.");
        var pixels = images.to_type(ScalarType.Float32).div_(255);
        if (normalize) pixels.sub_(mean).div_(deviation);
        return new Dataset(pixels.MoveToOuterDisposeScope(), labels.to_type(ScalarType.Int64).MoveToOuterDisposeScope(), classNames);
    }

    private static bool IsIn(DataFile file, string directory) => File.Exists(PlainPath(file, directory)) || file.IsIn(directory);

    private static string Find(DataFile file, string directory) => File.Exists(PlainPath(file, directory)) ? PlainPath(file, directory) : file.Find(directory);

    private static string PlainPath(DataFile file, string directory) => Path.Combine(directory, file.Name[..^Compression.Length]);
}
