using Marquee.Data;

namespace Marquee.Recommenders.Tests.Serving.ReRanking;

/// <summary>A catalogue of films written as letters: <c>a</c> stands for an action film, <c>r</c> for a romance, <c>x</c> for one that is both, <c>-</c> for one without a category.</summary>
internal static class Shelf
{
    public static Snapshot Of(string films)
    {
        var builder = new SnapshotBuilder();
        for (var film = 0; film < films.Length; film++)
        {
            builder.Add(new Item
            {
                Id = $"{film}",
                Categories = films[film] switch { 'a' => ["action"], 'r' => ["romance"], 'x' => ["action", "romance"], _ => [] },
            });
        }

        return builder.Build();
    }

    /// <summary>Candidates from an item on, each scoring one less than the one before.</summary>
    public static ScoredItem[] From(int first, int last, double step = 1, double scale = 1) =>
        [.. Enumerable.Range(first, last - first + 1).Select((item, rank) => new ScoredItem(item, (float)(scale * (10 - (step * rank)))))];

    /// <summary>The letters of the first items of a list.</summary>
    public static string Letters(string films, IEnumerable<ScoredItem> list, int count) => string.Concat(list.Take(count).Select(line => films[line.Item]));
}
