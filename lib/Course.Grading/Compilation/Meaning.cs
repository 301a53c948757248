using Microsoft.CodeAnalysis;

namespace Course.Grading;

/// <summary>What an expression or a name stands for, told so that it can be compared with what it stands for in another session.</summary>
/// <param name="Key">The same for the same meaning.</param>
/// <param name="Origin">Where that is declared.</param>
/// <param name="Name">What a student calls it.</param>
/// <param name="IsType">Whether it is the type of a value.</param>
internal sealed record Meaning(string Key, MeaningOrigin Origin, string Name, bool IsType = false);

/// <summary>Where what a name stands for is declared.</summary>
internal enum MeaningOrigin
{
    /// <summary>In the cell itself.</summary>
    Here,

    /// <summary>In the framework or a library.</summary>
    Library,

    /// <summary>In a cell that is put back from the source.</summary>
    Lesson,

    /// <summary>In a cell that a student may write.</summary>
    Student,
}
