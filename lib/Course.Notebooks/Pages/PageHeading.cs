namespace Course.Notebooks.Pages;

/// <summary>A heading of a page.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Id">The id of its element, unique in the page.</param>
/// <param name="Html">Its text as HTML.</param>
internal sealed record PageHeading(int Level, string Id, string Html);
