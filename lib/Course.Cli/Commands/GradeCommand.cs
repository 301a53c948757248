using System.CommandLine;
using Course.Cli.Setup;
using Course.Grading;

namespace Course.Cli.Commands;

internal static class GradeCommand
{
    private static readonly Option<string> _output = new("--out") { Description = "Where results and tables go.", Required = true };

    private static readonly Option<string> _late = new("--late")
    {
        Description = "What coming late costs: \"10% per day\", \"10% per day up to 3 days, grace 30 min\", \"5% per hour, at most 50%\".",
    };

    private static readonly Option<string> _deadline = new("--deadline")
    {
        Description = "Until when one is in time: 2026-11-21T23:59, or a CSV file with the columns student (* for all) and deadline.",
    };

    private static readonly Option<string> _marks = new("--marks")
    {
        Description = "Marks by hand: a CSV file with the columns student, lesson, grade_id and mark, such as a filled copy of to-mark.csv.",
    };

    public static Command Create()
    {
        var submissions = new Argument<string>("submissions") { Description = "A folder for each student, or what Moodle, Canvas or nbgrader export; a zip too." };
        var lesson = new Option<string>("--lesson") { Description = "Only this lesson, by number (06) or name." };
        var jobs = new Option<int>("--jobs") { Description = "How many submissions are graded at once.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var shard = new Option<string>("--shard") { Description = "Only one of n shares of the students: 1/8, 2/8, … 8/8; `course grade merge` joins them." };
        var isUnsafe = new Option<bool>("--unsafe") { Description = "Run cells without a sandbox, with all that you may do yourself: never for a stranger's." };
        var command = new Command("grade", "Grade submissions, and write what they came to. What is graded already is not graded again.")
        {
            submissions, _output, lesson, jobs, shard, _late, _deadline, _marks, isUnsafe, Joining(),
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var grading = new GradingRun
            {
                Submissions = parsed.GetValue(submissions)!,
                Folder = Path.GetFullPath(parsed.GetValue(_output)!),
                Lesson = parsed.GetValue(lesson),
                Jobs = parsed.GetValue(jobs) is var number and >= 1 and <= 1000 ? number : throw new CourseException($"--jobs is {parsed.GetValue(jobs)}; it must be from 1 to 1000."),
                Shard = parsed.GetValue(shard) is { } share ? Shard.Parse(share) : null,
                Rules = Rules(parsed),
                IsUnsafe = parsed.GetValue(isUnsafe),
            };
            return await grading.RunAsync(cancel);
        });
        return command;
    }

    private static Command Joining()
    {
        var folders = new Argument<string[]>("share") { Description = "The output folders of all shares.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("merge", "Join the shares that several machines have graded, and write the tables.") { folders, _output, _late, _deadline, _marks };
        command.SetAction(parsed =>
        {
            var report = new GradeReport(Path.GetFullPath(parsed.GetValue(_output)!), Rules(parsed));
            var graded = Merge.Read([.. parsed.GetValue(folders)!.Select(Path.GetFullPath)]);
            return report.Write(graded, [], wasStopped: false);
        });
        return command;
    }

    private static GradeRules Rules(ParseResult parsed)
    {
        var (late, deadline, marks) = (parsed.GetValue(_late), parsed.GetValue(_deadline), parsed.GetValue(_marks));
        if (late is not null && deadline is null)
            throw new CourseException("--late needs a --deadline: a time such as 2026-11-21T23:59, or a CSV file with the columns student and deadline.");
        if (marks is not null)
            ManualMarks.Read(marks); // what is wrong with it is told before hours of grading
        return new(late is null ? null : LatePenalty.Parse(late), deadline is null ? null : Deadlines.Parse(deadline), marks);
    }
}
