using Course.Notebooks;

namespace Course.Grading.Tests.Validation;

public sealed class PublicLessonTests
{
    [Fact]
    public void Hidden_tests_are_gone_and_all_else_stays()
    {
        var lesson = new LessonSource("06", NotebookDocument.Parse("""
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {"language_info": {"name": "C#"}}, "cells": [
            {"id": "a", "cell_type": "code", "execution_count": null, "outputs": [], "metadata": {}, "source": "int Twice(int x)\n{\n    // BEGIN SOLUTION\n    return 2 * x;\n    // END SOLUTION\n}"},
            {"id": "b", "cell_type": "code", "execution_count": null, "outputs": [], "metadata": {}, "source": "Check.Near(2, Twice(1));\n// BEGIN HIDDEN TESTS\nCheck.Near(4, Twice(2));\n// END HIDDEN TESTS"}]}
            """), ".");
        var shown = PublicLesson.Of(lesson);
        Assert.Equal("Check.Near(2, Twice(1));", shown.Document.Cells[1].Source);
        Assert.Equal(lesson.Document.Cells[0].Source, shown.Document.Cells[0].Source);
        Assert.Contains("HIDDEN", lesson.Document.Cells[1].Source, StringComparison.Ordinal);
        Assert.Equal("b", shown.Document.Cells[1].Id);
    }
}
