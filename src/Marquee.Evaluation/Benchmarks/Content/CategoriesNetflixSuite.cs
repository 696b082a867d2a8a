using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>The genres of Netflix's titles from their descriptions; see <see cref="CategorySuite"/>.</summary>
public sealed class CategoriesNetflixSuite : CategorySuite
{
    /// <inheritdoc/>
    public override string Name => "categories-netflix";

    /// <inheritdoc/>
    public override string Summary => "Netflix titles, genres from summaries and tags (micro and macro F1), five folds";

    /// <inheritdoc/>
    public override string Dataset => "Netflix titles";

    /// <inheritdoc/>
    protected override (IReadOnlyList<Item> Titles, IReadOnlyList<(string Title, string Text)> Texts) Read(BenchmarkInput input)
    {
        var folder = FindFolder(input, NetflixFiles.Titles, "netflix");
        var titles = NetflixFiles.ReadTitles(Path.Combine(folder, NetflixFiles.Titles), ReadContext.Strict).Where(title => title.Summary is not null && title.Categories.Count > 0).ToArray();
        return (titles, [.. titles.Select(title => (title.Id, title.Summary!)).Concat(TextsBeside(folder)).DistinctBy(known => known.Item2)]);
    }
}
