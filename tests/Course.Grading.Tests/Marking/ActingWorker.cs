using System.Text.Json;

namespace Course.Grading.Tests.Marking;

/// <summary>A worker without a compiler, for tests of the run: what it does with a submission, the student's name says.</summary>
internal static class ActingWorker
{
    public static int Run(string log)
    {
        Send(new WorkerMessage(Ready: true));
        for (var count = 1; Console.In.ReadLine() is { } line; count++)
        {
            var job = JsonSerializer.Deserialize<GradeJob>(line, GradingJson.Line)!;
            File.AppendAllText(log, job.Student + "\n");
            var cell = new CellGrade("check-1", 3, 3, GradeStatus.Passed, []);
            switch (job.Student.Split('-')[0])
            {
                case "unreadable":
                    Send(new WorkerMessage(Unreadable: "Your file is empty."));
                    continue;
                case "broken":
                    Send(new WorkerMessage(Broken: "Cell 'setup' does not compile."));
                    continue;
                case "dies" or "tired" when job.Student.StartsWith("dies", StringComparison.Ordinal) || count > 1:
                    Send(new WorkerMessage(Cell: cell));
                    Console.Error.WriteLine("Out of memory.");
                    return 3;
                case "hangs":
                    Send(new WorkerMessage(Cell: cell));
                    Thread.Sleep(Timeout.Infinite);
                    break;
                case "babbles":
                    Console.Out.WriteLine("{\"result\":");
                    return 0;
                default:
                    Send(new WorkerMessage(Cell: cell));
                    CellGrade[] cells = [cell, new CellGrade("essay", 4, null, GradeStatus.Manual, [])];
                    Send(new WorkerMessage(Result: new(job.Student, "small", cells, []), Answers: new Dictionary<string, string> { ["essay"] = "because" }));
                    break;
            }
        }

        return 0;
    }

    private static void Send(WorkerMessage message) => Console.Out.WriteLine(JsonSerializer.Serialize(message, GradingJson.Line));
}
