using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Course.Grading.Tests.Submissions;

public sealed class SubmissionFileTests : IDisposable
{
    private readonly Handed _handed = new();

    public static TheoryData<string, string, string> BadNotebooks { get; } = new()
    {
        { "nothing", "", "is empty" },
        { "blanks", " \r\n ", "is empty" },
        { "prose", "Dear professor", "its JSON ends or goes wrong" },
        { "half", Handed.Json()[..60], "its JSON ends or goes wrong" },
        { "a web page", "<!DOCTYPE html><html></html>", "a web page" },
        { "a PDF", "%PDF-1.7", "a PDF" },
        { "a list", "[]", "its JSON is not an object" },
        { "a number", "42", "its JSON is not an object" },
        { "something else", "{\"name\": \"x\"}", "no number 'nbformat'" },
        { "no cells at all", Handed.Json(json => json.Remove("cells")), "no list 'cells'" },
        { "an empty list of cells", Handed.Json(json => json["cells"] = new JsonArray()), "has no cells" },
        { "cells that are a text", Handed.Json(json => json["cells"] = "none"), "no list 'cells'" },
        { "a cell that is a number", Handed.Json(json => json["cells"] = new JsonArray(1)), "cell 1 is not an object" },
        { "a cell without a type", Handed.Json(cell: cell => cell.Remove("cell_type")), "cell_type" },
        { "a cell of a strange type", Handed.Json(cell: cell => cell["cell_type"] = "heading"), "cell_type 'heading'" },
        { "a type that is a number", Handed.Json(cell: cell => cell["cell_type"] = 1), "cell_type" },
        { "a source that is a number", Handed.Json(cell: cell => cell["source"] = 1), "has no text 'source'" },
        { "metadata that are a list", Handed.Json(cell: cell => cell["metadata"] = new JsonArray()), "'metadata'" },
        { "nbformat 3", "{\"nbformat\": 3, \"nbformat_minor\": 0, \"metadata\": {}, \"worksheets\": []}", "nbformat 3" },
        { "nbformat 5", Handed.Json(json => json["nbformat"] = 5), "nbformat 5" },
        { "nbformat in words", Handed.Json(json => json["nbformat"] = "four"), "no number 'nbformat'" },
        { "a key that is there twice", "{\"nbformat\": 4, \"nbformat\": 4, \"cells\": []}", "its JSON ends or goes wrong" },
        { "half a character", Handed.Json(cell: cell => cell["source"] = "half").Replace("half", "\\ud83d", StringComparison.Ordinal), "surrogate" },
        { "JSON as deep as the file", "{\"cells\":" + new string('[', 2_000_000), "its JSON ends or goes wrong" },
        { "depth where outputs stand", Handed.Json(cell: cell => cell["outputs"] = "x").Replace("\"x\"", new string('[', 2000) + new string(']', 2000), StringComparison.Ordinal), "its JSON ends or goes wrong" },
        { "too many cells", Handed.Json(json => json["cells"] = new JsonArray([.. Enumerable.Range(0, 5001).Select(_ => new JsonObject { ["cell_type"] = "raw", ["source"] = "" })])), "5001 cells" },
        { "brackets that the compiler's parser dies of", Handed.Json(cell: cell => cell["source"] = "var x = " + new string('(', 100_000)), "Cell 1 of '06-momentum.ipynb' opens more than 500 brackets" },
        { "types in types", Handed.Json(cell: cell => cell["source"] = string.Concat(Enumerable.Repeat("A<", 100_000))), "opens more than 500 brackets" },
        { "too much text", Handed.Json(cell: cell => cell["source"] = new string('x', 3 << 20)), "3 MB beside its outputs" },
    };

    public static TheoryData<string, byte[], string> BadArchives { get; } = new()
    {
        { "no notebook", Handed.Zip(("a.txt", [1])), "holds no notebook" },
        { "nothing", Handed.Zip(), "holds no notebook" },
        { "two notebooks", Handed.Zip(("a.ipynb", [1]), ("b.ipynb", [1])), "holds 2 notebooks" },
        { "a path that leads out", Handed.Zip(("../../a.ipynb", Good)), "leads out of the archive" },
        { "a path that leads out further in", Handed.Zip(("b/../../a.ipynb", Good)), "leads out of the archive" },
        { "an absolute path", Handed.Zip(("/etc/a.ipynb", Good)), "leads out of the archive" },
        { "a drive", Handed.Zip(("C:a.ipynb", Good)), "leads out of the archive" },
        { "backslashes", Handed.Zip((@"..\a.ipynb", Good)), "leads out of the archive" },
        { "a link", Handed.Zip(entry => entry.ExternalAttributes = unchecked((int)0xA1FF0000), ("a.ipynb", "/etc/passwd"u8.ToArray())), "link to another file" },
        { "a bomb", Handed.Zip(("a.ipynb", new byte[15 << 20])), "it is a bomb" },
        { "a larger bomb", Handed.Zip(("a.ipynb", new byte[21 << 20])), "it is a bomb" },
        { "one name twice", Handed.Zip(("a.ipynb", Good), ("a.ipynb", Good)), "two files of this name" },
        { "a password", Encrypted(), "encrypted" },
        { "more than it says, of which no more is read", Claiming(Good.Length - 5), "its JSON ends" },
        { "less than it says", Claiming(Good.Length + 5), "damaged" },
        { "a huge size", Claiming(uint.MaxValue - 1), "bomb" },
        { "too many files", Handed.Zip([.. Enumerable.Range(0, 20_001).Select(i => ($"{i}", Array.Empty<byte>()))]), "more than 20000 files" },
        { "files that share their bytes", Overlapping(), "share their bytes" },
        { "a damaged end", Handed.Zip(("a.ipynb", Good))[..^30], "no zip archive" },
        { "an archive in an archive", Handed.Zip(("b.zip", Handed.Zip(("a.ipynb", Good)))), "holds no notebook" },
    };

    private static byte[] Good => Encoding.UTF8.GetBytes(Handed.Json());

    [Theory]
    [MemberData(nameof(BadNotebooks))]
    public void What_is_no_notebook_is_refused_with_words_for_the_student(string what, string text, string because)
    {
        var file = _handed.Put("06-momentum.ipynb", text);
        var error = Assert.Throws<SubmissionException>(() => SubmissionFile.Read(file));
        Assert.True(error.Message.Contains(because, StringComparison.Ordinal), $"{what}: {error.Message}");
        Assert.Contains("'06-momentum.ipynb'", error.Message);
        Assert.Contains("hand ", error.Message);
        Assert.DoesNotContain(_handed.Path, error.Message);
        Assert.True(error.Message.Length < 600, error.Message);
    }

    [Theory]
    [MemberData(nameof(BadArchives))]
    public void An_archive_that_cannot_be_trusted_is_refused_in_memory(string what, byte[] bytes, string because)
    {
        var file = _handed.Put("work.zip", bytes);
        var error = Assert.Throws<SubmissionException>(() => SubmissionFile.Read(file));
        Assert.True(error.Message.Contains(because, StringComparison.Ordinal), $"{what}: {error.Message}");
        Assert.Contains("hand in", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Single(Directory.GetFileSystemEntries(_handed.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'{', 0xE9, (byte)'}' }, "not UTF-8")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, "UTF-16")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "gzip")]
    public void Bytes_that_are_no_UTF_8_are_refused(byte[] bytes, string because) =>
        Assert.Contains(because, Assert.Throws<SubmissionException>(() => SubmissionFile.Read(_handed.Put("a.ipynb", bytes))).Message);

    [Fact]
    public void A_notebook_of_200_MB_is_refused_before_it_is_read()
    {
        var file = _handed.Put("06-momentum.ipynb", "{");
        using (var stream = File.OpenWrite(file)) stream.SetLength(200 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<SubmissionException>(() => SubmissionFile.Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains("has 200 MB; at most 20 MB are read. Clear its outputs", error.Message);
    }

    [Fact]
    public void Large_outputs_of_any_shape_are_dropped_unread()
    {
        var image = new JsonArray(new JsonObject { ["output_type"] = "display_data", ["data"] = new JsonObject { ["image/png"] = new string('A', 15 << 20) } });
        var large = Handed.Json(cell: cell => (cell["outputs"], cell["attachments"]) = (image, new JsonObject { ["x"] = 1 }));
        var notebook = SubmissionFile.Read(_handed.Put("a.ipynb", large));
        Assert.Empty(Assert.Single(notebook.Cells).Outputs);
        Assert.Equal("1 + 1", notebook.Cells[0].Source);
        Assert.True(notebook.ToJson().Length < 1000);

        Assert.Empty(SubmissionFile.Read(_handed.Put("b.ipynb", Handed.Json(cell: cell => cell["outputs"] = new JsonArray(1, "x", null)))).Cells[0].Outputs);
    }

    [Fact]
    public void A_byte_order_mark_and_an_old_minor_version_are_no_harm()
    {
        var json = Handed.Json(json => json["nbformat_minor"] = 2, cell => cell.Remove("id"));
        Assert.Equal("1 + 1", SubmissionFile.Read(_handed.Put("a.ipynb", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(json)])).Cells[0].Source);
    }

    [Fact]
    public void A_notebook_is_read_from_an_archive_whatever_its_name_and_from_one_in_another()
    {
        var inner = Handed.Zip(("folder/06-momentum.ipynb", Good), ("notes.txt", [1]));
        Assert.Single(SubmissionFile.Read(_handed.Put("work.ipynb", inner)).Cells);
        var all = _handed.Put("all.zip", Handed.Zip(("Ada_1_assignsubmission_file_/work.zip", inner)));
        Assert.Single(SubmissionFile.Read($"{all}/Ada_1_assignsubmission_file_/work.zip/folder/06-momentum.ipynb").Cells);
    }

    [Fact]
    public void An_archive_three_deep_is_refused()
    {
        var third = Handed.Zip(("a.ipynb", Good));
        var file = _handed.Put("all.zip", Handed.Zip(("b.zip", Handed.Zip(("c.zip", third)))));
        Assert.Contains("in an archive in an archive", Assert.Throws<SubmissionException>(() => SubmissionFile.Read($"{file}/b.zip/c.zip/a.ipynb")).Message);
    }

    [Fact]
    public void A_place_in_an_archive_never_leads_to_a_file_on_disk()
    {
        _handed.Put("secret.ipynb", Good);
        var file = _handed.Put("all.zip", Handed.Zip(("a.ipynb", Good)));
        Assert.Throws<SubmissionException>(() => SubmissionFile.Read($"{file}/../secret.ipynb"));
    }

    [Fact]
    public void A_link_on_disk_is_not_followed()
    {
        var link = Path.Combine(_handed.Path, "link.ipynb");
        File.CreateSymbolicLink(link, _handed.Put("secret.ipynb", Good));
        Assert.Contains("link to another file", Assert.Throws<SubmissionException>(() => SubmissionFile.Read(link)).Message);
    }

    [Fact]
    public void A_fingerprint_changes_with_the_bytes_and_is_there_for_what_cannot_be_read()
    {
        var one = SubmissionFile.Fingerprint(_handed.Put("a.ipynb", Good));
        Assert.Equal(one, SubmissionFile.Fingerprint(_handed.Put("b.ipynb", Good)));
        Assert.NotEqual(one, SubmissionFile.Fingerprint(_handed.Put("b.ipynb", [.. Good, (byte)' '])));
        Assert.Equal(64, SubmissionFile.Fingerprint(Path.Combine(_handed.Path, "gone.ipynb")).Length);
    }

    public void Dispose() => _handed.Dispose();

    /// <summary>An archive whose directory claims another length.</summary>
    private static byte[] Claiming(long length) => Patched(24, field => BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)length));

    private static byte[] Encrypted() => Patched(8, field => field[0] |= 1);

    /// <summary>Ten names for the bytes of one file.</summary>
    private static byte[] Overlapping()
    {
        var noise = Enumerable.Range(0, 5000).Select(n => (byte)(n * n * 7 % 251)).ToArray();
        var zip = Handed.Zip([.. Enumerable.Range(0, 10).Select(i => ($"{i}.ipynb", noise))]);
        var first = zip[..(zip.AsSpan(4).IndexOf("PK\x03\x04"u8) + 4)];
        byte[] shared = [.. first, .. zip[zip.AsSpan().IndexOf("PK\x01\x02"u8)..]];
        for (var at = 0; at < shared.Length - 46; at++)
        {
            if (shared.AsSpan(at).StartsWith("PK\x01\x02"u8)) BinaryPrimitives.WriteUInt32LittleEndian(shared.AsSpan(at + 42), 0);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(shared.AsSpan(shared.AsSpan().LastIndexOf("PK\x05\x06"u8) + 16), (uint)first.Length);
        return shared;
    }

    /// <summary>An archive with a field of its directory's entry changed.</summary>
    private static byte[] Patched(int offset, Action<byte[]> patch)
    {
        var zip = Handed.Zip(("a.ipynb", Good));
        var at = zip.AsSpan().IndexOf("PK\x01\x02"u8) + offset;
        var field = zip[at..(at + 4)];
        patch(field);
        field.CopyTo(zip, at);
        return zip;
    }
}
