using System.Globalization;
using System.Text.RegularExpressions;

namespace Course.Grading;

/// <summary>
/// What coming late costs: <c>RATE% per hour|day|week [up to N hours|days|weeks] [, at most RATE%] [, grace N min|hours|days]</c>, such as
/// <c>10% per day up to 3 days, grace 30 min</c>. Each unit begun costs the rate, of the points that the submission got; up to the grace it is
/// in time, and lateness is counted from its end; beyond "up to" nothing is left.
/// </summary>
public sealed partial record LatePenalty
{
    private double Rate { get; init; }

    private TimeSpan Unit { get; init; }

    private TimeSpan Longest { get; init; } = TimeSpan.MaxValue;

    private double Most { get; init; } = 1;

    private TimeSpan Grace { get; init; }

    /// <summary>Reads a rule.</summary>
    /// <param name="text">The rule.</param>
    /// <exception cref="GradingException">A part of it is not understood; the message names the part.</exception>
    public static LatePenalty Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        LatePenalty? rule = null;
        var seen = new HashSet<string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var (kind, next) = (rule, part) switch
            {
                (null, _) when Main().Match(part) is { Success: true } main => ("rate", new LatePenalty
                {
                    Rate = Percent(main, part),
                    Unit = TimeOf(1, main.Groups["unit"].Value),
                    Longest = main.Groups["long"].Success ? Time(main) : TimeSpan.MaxValue,
                }),
                ({ } so, _) when Cap().Match(part) is { Success: true } cap => ("at most", so with { Most = Percent(cap, part) }),
                ({ } so, _) when Allowance().Match(part) is { Success: true } grace => ("grace", so with { Grace = Time(grace) }),
                _ => throw Wrong(part),
            };
            if (!seen.Add(kind))
                throw Wrong(part);
            rule = next;
        }

        return rule!;
    }

    /// <summary>What part of the points is lost, from 0 to 1.</summary>
    /// <param name="late">How long after the deadline it came; negative where before.</param>
    public double Of(TimeSpan late)
    {
        var over = late - Grace;
        return over <= TimeSpan.Zero ? 0 : over > Longest ? 1 : Math.Min(Most, Rate * Math.Ceiling(over / Unit));
    }

    /// <summary>The rule in full sentences, for who gave it to see what it means.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{100 * Rate:0.##}% of a submission's points for each {Name(Unit)} begun after the deadline")
        + (Most < 1 ? string.Create(CultureInfo.InvariantCulture, $", at most {100 * Most:0.##}%") : "")
        + (Longest < TimeSpan.MaxValue ? $"; all points after {Words(Longest)}" : "")
        + (Grace > TimeSpan.Zero ? $"; a grace of {Words(Grace)} comes first" : "") + ".";

    private static string Words(TimeSpan time) => time.Ticks % TimeSpan.TicksPerDay == 0 ? Count(time.TotalDays, "day")
        : time.Ticks % TimeSpan.TicksPerHour == 0 ? Count(time.TotalHours, "hour") : Count(time.TotalMinutes, "minute");

    private static string Count(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:0.##} {unit}{(number == 1 ? "" : "s")}");

    private static string Name(TimeSpan unit) => unit.TotalHours == 1 ? "hour" : unit.TotalDays == 1 ? "day" : "week";

    private static double Percent(Match match, string part) =>
        Number(match.Groups["rate"].Value) is var rate and > 0 and <= 100 ? rate / 100 : throw Wrong(part);

    private static TimeSpan Time(Match match) => TimeOf(Number(match.Groups["long"].Value), match.Groups["in"].Value);

    private static TimeSpan TimeOf(double number, string unit) => number * (unit[0] switch
    {
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => TimeSpan.FromDays(7),
    });

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static GradingException Wrong(string part) => new(
        $"'{part}' in the rule for late submissions is not understood. Write such as \"10% per day\", \"10% per day up to 3 days, grace 30 min\" or \"5% per hour, at most 50%\".");

    [GeneratedRegex(@"^(?<rate>\d{1,3}(\.\d{1,4})?) ?% per (?<unit>hour|day|week)( up to (?<long>\d{1,4}) ?(?<in>hour|day|week)s?)?$")]
    private static partial Regex Main();

    [GeneratedRegex(@"^at most (?<rate>\d{1,3}(\.\d{1,4})?) ?%$")]
    private static partial Regex Cap();

    [GeneratedRegex(@"^grace (?<long>\d{1,4}) ?(?<in>min|minute|hour|day)s?$")]
    private static partial Regex Allowance();
}
