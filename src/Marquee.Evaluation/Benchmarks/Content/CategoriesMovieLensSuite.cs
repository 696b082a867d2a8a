using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>The genres of MovieLens 1M from plots; see <see cref="CategorySuite"/>.</summary>
public sealed class CategoriesMovieLensSuite : CategorySuite
{
    /// <inheritdoc/>
    public override string Name => "categories-movielens";

    /// <inheritdoc/>
    public override string Summary => "MovieLens 1M, genres from plots and tags (micro and macro F1), five folds";

    /// <inheritdoc/>
    public override string Dataset => "MovieLens 1M with plots";

    /// <inheritdoc/>
    protected override (IReadOnlyList<Item> Titles, IReadOnlyList<(string Title, string Text)> Texts) Read(BenchmarkInput input)
    {
        var films = MovieLensData.Read1M(FindFolder(input, "movies.dat", "movielens-1m", "ml-1m"), InteractionWeighting.Default).Items;
        var folder = FindFolder(input, MovieLensPlots.FileName, "movielens-1m-side");
        var titles = MovieLensPlots.AddTo(films, folder).Where(film => film.Summary is not null && film.Categories.Count > 0).ToArray();
        return (titles, [.. titles.Select(title => (title.Id, title.Summary!)).Concat(TextsBeside(folder)).DistinctBy(known => known.Item2)]);
    }
}
