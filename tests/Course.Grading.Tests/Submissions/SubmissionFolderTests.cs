using Course.Notebooks;

namespace Course.Grading.Tests.Submissions;

public sealed class SubmissionFolderTests : IDisposable
{
    private static readonly byte[] _momentum = Handed.Bytes(Handed.Momentum);
    private static readonly byte[] _adaptive = Handed.Bytes(Handed.Adaptive);

    private readonly Handed _handed = new();

    /// <summary>A file's place, whose it is (key, name), of which lesson, and whether late.</summary>
    public static TheoryData<string, string, string, string, bool> Places { get; } = new()
    {
        { "submitted/ada/06-momentum/06-momentum.ipynb", "ada", "ada", "06-momentum", false },
        { "submitted/ada/06-momentum/work.ipynb", "ada", "ada", "06-momentum", false },
        { "ada/06-momentum/06-momentum.ipynb", "ada", "ada", "06-momentum", false },
        { "ada/06-momentum.ipynb", "ada", "ada", "06-momentum", false },
        { "ada@uni.edu/Untitled.ipynb", "ada@uni.edu", "ada@uni.edu", "07-adaptive-methods", false },
        { "ada.ipynb", "ada", "ada", "07-adaptive-methods", false },
        { "Ada Lovelace_123_assignsubmission_file_/06-momentum.ipynb", "Ada_Lovelace_123", "Ada Lovelace_123", "06-momentum", false },
        { "Ada Lovelace_123_assignsubmission_file/06-momentum.ipynb", "Ada_Lovelace_123", "Ada Lovelace_123", "06-momentum", false },
        { "Ada Lovelace_123_assignsubmission_file_06-momentum.ipynb", "Ada_Lovelace_123", "Ada Lovelace_123", "06-momentum", false },
        { "Participant_9_assignsubmission_file_/folder/My 06_Momentum (2).ipynb", "Participant_9", "Participant_9", "06-momentum", false },
        { "lovelaceada_12_3456_06-momentum.ipynb", "lovelaceada_12", "lovelaceada_12", "06-momentum", false },
        { "lovelaceada_LATE_12_3456_06-momentum-1.ipynb", "lovelaceada_12", "lovelaceada_12", "06-momentum", true },
        { "de_la_cruzana_12_3456_x.ipynb", "de_la_cruzana_12", "de_la_cruzana_12", "07-adaptive-methods", false },
        { "LATE_anon_ab12c_3456_06-momentum.ipynb", "anon_ab12c", "anon_ab12c", "06-momentum", true },
        { "submissions/lovelaceada_12_3456_06-momentum.ipynb.json", "lovelaceada_12", "lovelaceada_12", "06-momentum", false },
    };

    [Fact]
    public void One_notebook_in_place_of_the_folder_is_refused_by_its_name()
    {
        var file = _handed.Put("ada/06-momentum.ipynb", _momentum);
        Assert.StartsWith("'06-momentum.ipynb' is one notebook. Give the folder", Assert.Throws<SubmissionException>(() => SubmissionFolder.Read(file, [Handed.Momentum])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_place_tells_whose_a_notebook_is_and_its_name_or_its_cells_of_which_lesson(string place, string key, string name, string lesson, bool late)
    {
        var file = _handed.Put(place, _adaptive);
        var folder = _handed.Read();
        Assert.Equal([new(key, name, lesson, file, null, late)], folder.Entries);
        Assert.Empty(folder.NotUnderstood);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void An_archive_of_all_is_read_as_the_folder_that_it_was(string place, string key, string name, string lesson, bool late)
    {
        var all = _handed.Put("all.zip", Handed.Zip((place, _adaptive), ("Grace_7_assignsubmission_file_/06-momentum.ipynb", _momentum)));
        var folder = SubmissionFolder.Read(all, [Handed.Momentum, Handed.Adaptive]);
        Assert.Contains(new(key, name, lesson, $"{all}/{place}", null, late), folder.Entries);
        Assert.Equal(2, folder.Entries.Count);
        Assert.Equal("# 07-adaptive-methods", SubmissionFile.Read($"{all}/{place}").Cells[0].Source);
    }

    [Fact]
    public void Each_student_may_have_an_archive_and_all_may_lie_in_one_more_folder()
    {
        _handed.Put("export/Ada_1_assignsubmission_file_/work.zip", Handed.Zip(("lessons/06-momentum.ipynb", _momentum), ("lessons/07.ipynb", _adaptive)));
        _handed.Put("export/Bob_2_assignsubmission_file_/06-momentum.ipynb", _momentum);
        Assert.Equal(["Ada_1 06-momentum", "Ada_1 07-adaptive-methods", "Bob_2 06-momentum"], _handed.Read().Entries.Select(entry => $"{entry.Student} {entry.Lesson}"));
    }

    [Fact]
    public void The_last_submission_counts_and_the_others_are_told()
    {
        _handed.Put("a/06-momentum/first/06-momentum.ipynb", _momentum);
        _handed.Put("a/06-momentum/first/timestamp.txt", "2026-03-01 10:00:00.5 UTC");
        _handed.Put("a/06-momentum/last/06-momentum.ipynb", _momentum);
        _handed.Put("a/06-momentum/last/timestamp.txt", "2026-03-01 12:30:00 Europe/Berlin");
        _handed.Put("b_1_10_06-momentum-2.ipynb", _momentum);
        _handed.Put("b_1_11_06-momentum-10.ipynb", _momentum);
        _handed.Put("b_1_12_06-momentum.ipynb", _momentum);
        var folder = _handed.Read();
        Assert.Equal(["last", "b_1_11_06-momentum-10.ipynb"], folder.Entries.Select(entry => Told(entry.Path)));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 11, 30, 0, TimeSpan.Zero), folder.Entries[0].Submitted);
        Assert.Equal(["first", "b_1_12_06-momentum.ipynb", "b_1_10_06-momentum-2.ipynb"], folder.Earlier.Select(entry => Told(entry.Path)));

        static string Told(string path) => path.Contains("/a/", StringComparison.Ordinal) ? Path.GetFileName(Path.GetDirectoryName(path))! : Path.GetFileName(path);
    }

    [Fact]
    public void What_is_not_understood_is_told_and_never_dropped()
    {
        _handed.Put("ada/06-momentum.ipynb", _momentum);
        _handed.Put("ada/plot.png", [1, 2]);
        _handed.Put("ada/.ipynb_checkpoints/06-momentum-checkpoint.ipynb", _momentum);
        _handed.Put("ada/timestamp.txt", "yesterday");
        _handed.Put("bob/other.ipynb", Handed.Json());
        _handed.Put("bob/broken.ipynb", "{");
        _handed.Put("eve/bomb.zip", Handed.Zip(("x.ipynb", new byte[15 << 20]), ("../y.ipynb", _momentum)));
        _handed.Put("readme.md", "x");
        _handed.Put("ada/.DS_Store", "x");
        _handed.Put("__MACOSX/ada/._06-momentum.ipynb", "x");
        File.CreateSymbolicLink(Path.Combine(_handed.Path, "eve", "06-momentum.ipynb"), "/etc/passwd");
        var folder = _handed.Read();
        Assert.Equal(["ada"], folder.Entries.Where(entry => entry.Student != "eve").Select(entry => entry.Student));
        Assert.Equal(
            ["ada/.ipynb_checkpoints/06-momentum-checkpoint.ipynb", "ada/plot.png", "ada/timestamp.txt", "bob/broken.ipynb", "bob/other.ipynb", "eve/bomb.zip/x.ipynb", "eve/bomb.zip/y.ipynb", "readme.md"],
            folder.NotUnderstood.Select(file => file.Path));
        Assert.All(folder.NotUnderstood, file => Assert.NotEqual("", file.Reason));
        var link = Assert.Single(folder.Entries, entry => entry.Student == "eve");
        Assert.Contains("link", Assert.Throws<SubmissionException>(() => SubmissionFile.Read(link.Path)).Message);
    }

    [Fact]
    public void An_empty_cell_tells_of_no_lesson() => Assert.Null(
        new LessonFinder([Handed.Lesson("06-momentum", "")]).ByContent(NotebookDocument.Parse(Handed.Json(cell: cell => cell["source"] = ""))));

    [Fact]
    public void A_submission_that_cannot_be_opened_is_one_all_the_same_but_not_before_one_that_can()
    {
        _handed.Put("ada/06-momentum.ipynb", "not JSON");
        _handed.Put("bob/work.zip", Handed.Zip(("x.ipynb", new byte[15 << 20])));
        _handed.Put("eve/a.ipynb", _momentum);
        _handed.Put("eve/b.zip", "no zip");
        _handed.Put("eve/z.ipynb", "{");
        var folder = _handed.Read(Handed.Momentum);
        Assert.Equal(["ada", "bob", "eve"], folder.Entries.Select(entry => entry.Student));
        Assert.Throws<SubmissionException>(() => SubmissionFile.Read(folder.Entries[0].Path));
        Assert.Contains("bomb", Assert.Throws<SubmissionException>(() => SubmissionFile.Read(folder.Entries[1].Path)).Message);
        Assert.EndsWith("a.ipynb", folder.Entries[2].Path);
    }

    [Fact]
    public void Of_nbgraders_folder_of_a_course_only_what_was_submitted_counts()
    {
        _handed.Put("submitted/ada/06-momentum/06-momentum.ipynb", _momentum);
        _handed.Put("source/06-momentum/06-momentum.ipynb", _momentum);
        _handed.Put("gradebook.db", "x");
        var folder = _handed.Read();
        Assert.Equal(["ada"], folder.Entries.Select(entry => entry.Student));
        Assert.Equal(["gradebook.db", "source/06-momentum/06-momentum.ipynb"], folder.NotUnderstood.Select(file => file.Path));
    }

    [Fact]
    public void A_students_archive_cannot_hand_in_for_another()
    {
        var forged = Handed.Zip(("submitted/bob/06-momentum.ipynb", _momentum), ("bob_1_2_06-momentum.ipynb", _momentum), ("../bob/06-momentum.ipynb", _momentum));
        _handed.Put("eve/work.zip", forged);
        _handed.Put("mallory.zip", forged);
        Assert.Equal(["eve", "mallory"], _handed.Read().Entries.Select(entry => entry.Student));
    }

    [Theory]
    [InlineData("../../etc", "etc-")]
    [InlineData("O'Brien \"Bob\"; rm -rf", "O_Brien__Bob___rm_-rf-")]
    [InlineData("Ada\u202Egnp", "Adagnp-")]
    [InlineData("tab\there\nand\u0007", "tabhereand-")]
    [InlineData("CON", "CON-")]
    [InlineData("nul.txt", "nul.txt-")]
    [InlineData(".hidden", "hidden-")]
    [InlineData("José", "José-")]
    [InlineData("Jose\u0301", "Jose-")]
    [InlineData("李雷", "李雷-")]
    [InlineData("🙂", "student-")]
    [InlineData("ada-0123456789ab", "ada-0123456789ab-")]
    public void A_dangerous_name_becomes_a_safe_key_and_is_shown_as_it_is(string name, string start)
    {
        var archive = _handed.Put("all.zip", Handed.Zip(($"{name.Replace("/", "", StringComparison.Ordinal)}_1_assignsubmission_file_/06-momentum.ipynb", _momentum)));
        var entry = Assert.Single(SubmissionFolder.Read(archive, [Handed.Momentum]).Entries);
        Assert.Matches(@"^[\p{L}\p{Nd}._@+-]+$", entry.Student);
        Assert.DoesNotContain(entry.Name, character => char.IsControl(character) || character is '\u202E' or '\u200B');
        var key = StudentKeys.Of([name])[name];
        Assert.StartsWith(start, key);
        Assert.Matches("-[0-9a-f]{12}$", key);
        Assert.True(key.Length <= 80);
    }

    [Fact]
    public void Names_that_look_alike_have_keys_that_no_file_system_takes_for_one()
    {
        string[] names = ["ada", "Ada", "ADA", "a da", "a_da", "José", "Jose\u0301", "Jose", "İ", "i", "ada\u200B", new('x', 300), new('x', 301), "...", "", "con", "K", "\u212A"];
        var keys = StudentKeys.Of(names);
        Assert.Equal(names.Length, keys.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(keys.OrderBy(key => key.Key), StudentKeys.Of(names.Reverse()).OrderBy(key => key.Key));
        Assert.All(keys.Values, key => Assert.Equal(key, Path.GetFileName(key)));
    }

    [Theory]
    [InlineData("Ada\u202Eb", "Ada\\u202Eb")]
    [InlineData("a\tb\u200B", "a\\u0009b\\u200B")]
    [InlineData("a\\u202E", "a\\\\u202E")]
    [InlineData("\U000E0041", "\\U000E0041")]
    [InlineData("Ada Lovelace é 李", "Ada Lovelace é 李")]
    public void Invisible_characters_are_written_out(string name, string shown) => Assert.Equal(shown, VisibleText.Of(name));

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        Assert.Throws<DirectoryNotFoundException>(() => SubmissionFolder.Read(Path.Combine(_handed.Path, "gone"), [Handed.Momentum]));
        Assert.Throws<SubmissionException>(() => SubmissionFolder.Read(_handed.Put("all.zip", "x"), [Handed.Momentum]));
    }

    public void Dispose() => _handed.Dispose();
}
