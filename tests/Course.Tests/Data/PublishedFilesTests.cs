using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Cryptography;
using Course.Data;
using TorchSharp;

namespace Course.Tests.Data;

/// <summary>Readers of published data sets on tiny files in the original formats, and the way by which the files come.</summary>
public sealed class PublishedFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void CIFAR_10_is_read_from_its_archive_colour_by_colour_and_row_by_row()
    {
        var archive = WriteCifar(batches: 5, Record(label: 9, red: 255, green: 51, blue: 0, corner: 102));
        var (train, test) = Cifar10.Load(archive, folder.FullName, normalize: false);

        Assert.Equal([10L, 3, 32, 32], train.Inputs.shape); // two a file
        Assert.Equal([2L, 3, 32, 32], test.Inputs.shape);
        Assert.Equal([9.0, 9], test.Targets.Values());
        Assert.Equal("truck", test.ClassNames[9]);
        Assert.Equal([1.0, 0.2, 0], test.Inputs[0].select(1, 5).select(1, 5).Values().Select(value => Math.Round(value, 6)));
        Assert.Equal(0.4, test.Inputs[1, 2, 0, 31].ToDouble(), 6); // the corner: blue, first row, last column
        var (normalized, _) = Cifar10.Load(archive, folder.FullName, normalize: true);
        Assert.Equal((0.2 - 0.4822) / 0.2435, normalized.Inputs[0, 1, 7, 7].ToDouble(), 5);
    }

    [Fact]
    public void An_archive_that_is_not_CIFAR_10_is_refused_with_what_it_holds()
    {
        var few = Assert.Throws<InvalidDataException>(() => Cifar10.Load(WriteCifar(batches: 4, Record(0)), folder.FullName, false));
        Assert.Contains("data_batch_5.bin", few.Message, StringComparison.Ordinal);
        var cut = Assert.Throws<InvalidDataException>(() => Cifar10.Load(WriteCifar(batches: 5, Record(0)[..100]), folder.FullName, false));
        Assert.Contains("3073", cut.Message, StringComparison.Ordinal);
        var strange = Assert.Throws<InvalidDataException>(() => Cifar10.Load(WriteCifar(batches: 5, Record(10)), folder.FullName, false));
        Assert.Contains("label 10", strange.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_or_damaged_file_is_refused_with_its_address_folder_and_checksum()
    {
        var missing = Assert.Throws<FileNotFoundException>(() => Cifar10.Load(folder.FullName));
        folder.Write("cifar-10-binary.tar.gz", [1, 2, 3]);
        var damaged = Assert.Throws<InvalidDataException>(() => Cifar10.Load(folder.FullName));
        foreach (var message in (string[])[missing.Message, damaged.Message])
        {
            Assert.Contains("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", message, StringComparison.Ordinal);
            Assert.Contains(folder.FullName, message, StringComparison.Ordinal);
            Assert.Contains("c32a1d4ab5d03f1284b67883e8d87530", message, StringComparison.Ordinal);
        }
        Assert.Contains(Md5([1, 2, 3]), damaged.Message, StringComparison.Ordinal);
        Assert.True(Cifar10.IsPresent(folder.FullName));
    }

    [Fact]
    public void Fashion_MNIST_is_read_in_MNISTs_format_and_a_damaged_compressed_file_is_refused()
    {
        folder.Write("t10k-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 51, 102, 255]);
        folder.Write("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 9]);
        var test = FashionMnist.LoadTest(folder.FullName);

        Assert.Equal([0, 0.2, 0.4, 1], test.Inputs.Values().Select(value => Math.Round(value, 6)));
        Assert.Equal("Ankle boot", test.ClassNames[(int)test.Targets[0].ToInt64()]);
        Assert.Equal((false, true), (FashionMnist.IsPresent(folder.FullName), FashionMnist.IsTestPresent(folder.FullName)));
        Assert.Contains("8d4fb7e6c68d591d4c3dfef9ec88bf0d", Assert.Throws<FileNotFoundException>(() => FashionMnist.Load(folder.FullName)).Message, StringComparison.Ordinal);
        folder.Write("train-images-idx3-ubyte.gz", [31, 139, 8]);
        folder.Write("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 9]);
        Assert.Contains("8d4fb7e6c68d591d4c3dfef9ec88bf0d", Assert.Throws<InvalidDataException>(() => FashionMnist.Load(folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_fetched_once_checked_and_put_under_its_name()
    {
        byte[] content = [5, 4, 3];
        await using var server = new Server(content);
        var file = new DataFile("some.bin", server.Address, Md5(content));
        var data = Path.Combine(folder.FullName, "data", "new");
        await file.DownloadAsync(data, default);
        await file.DownloadAsync(data, default);

        Assert.Equal(content, File.ReadAllBytes(file.Find(data)));
        Assert.Equal(1, server.Requests);
        File.WriteAllBytes(Path.Combine(data, "some.bin"), [5]);
        await file.DownloadAsync(data, default); // a damaged one is replaced
        Assert.Equal(content, File.ReadAllBytes(file.Find(data)));
    }

    [Fact]
    public async Task Another_content_or_no_network_leaves_nothing_and_says_what_to_do()
    {
        await using var server = new Server([1]);
        var file = new DataFile("some.bin", server.Address, Md5([2]));
        var other = await Assert.ThrowsAsync<InvalidDataException>(() => file.DownloadAsync(folder.FullName, default));
        var unreachable = file with { Address = "http://127.0.0.1:1/some.bin" };
        var none = await Assert.ThrowsAsync<HttpRequestException>(() => unreachable.DownloadAsync(folder.FullName, default));

        Assert.Contains(Md5([1]), other.Message, StringComparison.Ordinal);
        Assert.Contains("another machine", none.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [SuppressMessage("Security", "CA5351", Justification = "MD5 is what the data sets' publishers give.")]
    private static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));

    private static byte[] Record(byte label, byte red = 0, byte green = 0, byte blue = 0, byte corner = 0)
    {
        byte[] record = [label, .. Enumerable.Repeat(red, 1024), .. Enumerable.Repeat(green, 1024), .. Enumerable.Repeat(blue, 1024)];
        record[1 + 2 * 1024 + 31] = corner;
        return record;
    }

    private DataFile WriteCifar(int batches, byte[] record)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            string[] names = ["test_batch.bin", .. Enumerable.Range(1, batches).Select(i => $"data_batch_{i}.bin")];
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "cifar-10-batches-bin/"));
            foreach (var name in names)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"cifar-10-batches-bin/{name}") { DataStream = new MemoryStream([.. record, .. record]) });
        }
        folder.Write("tiny.tar.gz", target.ToArray());
        return new DataFile("tiny.tar.gz", "https://example.org/tiny.tar.gz", Md5(target.ToArray()));
    }

    /// <summary>A web server on this machine that has one file.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly byte[] content;
        private readonly Task answering;

        public Server(byte[] content)
        {
            this.content = content;
            listener.Start();
            answering = Answer();
        }

        public string Address => $"http://{listener.LocalEndpoint}/some.bin";

        public int Requests { get; private set; }

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await answering;
        }

        private async Task Answer()
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    var request = new StreamReader(stream);
                    while (!string.IsNullOrEmpty(await request.ReadLineAsync())) { }
                    Requests++;
                    await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n"));
                    await stream.WriteAsync(content);
                }
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
