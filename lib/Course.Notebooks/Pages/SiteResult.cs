namespace Course.Notebooks.Pages;

/// <summary>What <see cref="CourseSite"/> wrote.</summary>
/// <param name="Pages">The pages in their order.</param>
/// <param name="IndexPath">The index's path.</param>
/// <param name="Problems">Why a notebook has no page, a sentence each.</param>
public sealed record SiteResult(IReadOnlyList<NotebookPage> Pages, string IndexPath, IReadOnlyList<string> Problems);
