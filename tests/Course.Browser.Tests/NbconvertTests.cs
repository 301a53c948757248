namespace Course.Browser.Tests;

/// <summary>Lessons that nbconvert runs, by nbclient, and makes pages of.</summary>
[Collection(nameof(Jupyter))]
public sealed class NbconvertTests(Jupyter jupyter, LessonPages pages) : IClassFixture<LessonPages>
{
    public static TheoryData<string> Lessons { get; } = [.. LessonPages.Lessons];

    [SkippableTheory]
    [MemberData(nameof(Lessons))]
    public async Task A_lessons_page_shows_its_figures_without_a_network_and_still_ones_without_scripts(string lesson)
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        var address = await pages.OfAsync(lesson);
        await using var page = await jupyter.BrowseAsync(address);
        await page.WaitAsync("document.readyState === 'complete' && [...document.querySelectorAll('[data-figure]')].every(figure => figure.querySelector('.main-svg'))", seconds: 120);
        var figures = await page.EvaluateAsync<int>("document.querySelectorAll('[data-figure]').length");
        await using var still = await jupyter.BrowseAsync(address, runsScripts: false);
        await still.WaitAsync("document.readyState === 'complete'", seconds: 120);

        Assert.True(figures > 0, "The page has no figures.");
        Assert.Equal(figures, await still.EvaluateAsync<int>("[...document.querySelectorAll('[data-figure] > img')].filter(image => image.naturalWidth > 0).length"));
        Assert.DoesNotContain(page.Requests, request => request.Contains("plotly", StringComparison.Ordinal));
        // Formulas may come from a public address, which not every machine reaches; Debian brings them.
        Assert.DoesNotContain(page.Problems, problem => !problem.Contains("net::ERR", StringComparison.Ordinal));
    }
}
