using System.Text.Json.Serialization;

namespace Course.Grading;

/// <summary>A submission's result as it is kept, so that a later run need not grade it again.</summary>
/// <param name="Entry">What was handed in, by whom and when.</param>
/// <param name="Key">The hash of all that the result depends on: the submission, the lesson, the kit.</param>
/// <param name="State">How far it has come; never <see cref="GradeState.ToMark"/>, which marks by hand decide.</param>
/// <param name="Result">What its cells came to.</param>
/// <param name="Answers">By <c>grade_id</c>, what the student wrote in the cells that a person marks.</param>
/// <param name="Problem">Why it could not be read or graded to the end; null where it was.</param>
public sealed record GradedSubmission(
    SubmissionEntry Entry, string Key, GradeState State, SubmissionResult Result, IReadOnlyDictionary<string, string> Answers, string? Problem = null)
{
    /// <summary>Whether nothing but a change of the submission, the lesson or the kit can change the result.</summary>
    [JsonIgnore]
    public bool IsSettled => State is GradeState.Graded or GradeState.NotRead;
}
