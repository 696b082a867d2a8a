using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>Which items of one catalogue are alike, in every way that is known.</summary>
internal sealed class Alikeness(Catalogue catalogue)
{
    /// <summary>Most viewers of an item whose other items are looked at: of more, as many at even distances.</summary>
    private const int ViewersLookedAt = 2000;

    private readonly (string Key, string Title, SharedFacts Facts)[] _facts =
    [
        ("categories", "Categories in common", new SharedFacts(catalogue, item => item.Categories)),
        ("labels", "Labels in common", new SharedFacts(catalogue, item => item.Labels)),
        ("people", "People in common", new SharedFacts(catalogue, item => item.People.Select(person => person.Name))),
    ];

    public Catalogue Catalogue { get; } = catalogue;

    public IReadOnlyList<AlikeView> Of(int item, int count, LiveCounts counts, Answers answers, ModelSet models)
    {
        var request = new ListRequest { Count = count };
        var viewers = counts.ViewersOf(item);
        var allowed = answers.Allowed();
        var views = new List<AlikeView>();
        foreach (var model in models.All.Where(model => model.Model is IItemSimilarity))
        {
            Add($"model:{model.Name}", $"Alike, says {model.Label}", model.Label, answers.Alike(item, model, request).Where(line => line.Index < Catalogue.Count).Select(line => new ScoredItem(line.Index, line.Score)));
        }

        foreach (var (key, title, facts) in _facts)
        {
            Add(key, title, null, facts.Of(item, count, allowed));
        }

        Add("viewers", "Viewers in common", null, ByViewers(item, viewers, count, counts, allowed));
        return views;

        void Add(string key, string title, string? model, IEnumerable<ScoredItem> alike)
        {
            AlikeItem[] lines = [.. alike.Select(one => Compare(item, one, viewers, counts))];
            if (lines.Length > 0)
            {
                views.Add(new AlikeView(key, title, model, lines));
            }
        }
    }

    /// <summary>The cosine of who watched two items: those who watched both, by the root of the product of how many watched each.</summary>
    private static IEnumerable<ScoredItem> ByViewers(int item, int[] viewers, int count, LiveCounts counts, CandidateSet allowed)
    {
        var looked = Math.Min(viewers.Length, ViewersLookedAt);
        var both = new Dictionary<int, int>();
        for (var at = 0; at < looked; at++)
        {
            foreach (var other in counts.ItemsOf(viewers[(int)((long)at * viewers.Length / looked)]))
            {
                if (other != item && allowed.Contains(other))
                {
                    both[other] = both.GetValueOrDefault(other) + 1;
                }
            }
        }

        return both.Select(other => new ScoredItem(other.Key, (float)(other.Value * ((double)viewers.Length / looked) / Math.Sqrt((double)viewers.Length * counts.Viewers[other.Key]))))
            .OrderByDescending(other => other.Score).ThenBy(other => other.Item).Take(count);
    }

    private static int InBoth(int[] some, int[] others)
    {
        var (both, at) = (0, 0);
        foreach (var one in some)
        {
            while (at < others.Length && others[at] < one)
            {
                at++;
            }

            both += at < others.Length && others[at] == one ? 1 : 0;
        }

        return both;
    }

    private AlikeItem Compare(int item, ScoredItem other, int[] viewers, LiveCounts counts)
    {
        var (one, two) = (Catalogue[item], Catalogue[other.Item]);
        return new AlikeItem(
            two,
            other.Score,
            [.. one.Categories.Intersect(two.Categories)],
            [.. one.Labels.Intersect(two.Labels)],
            [.. one.People.Select(person => person.Name).Intersect(two.People.Select(person => person.Name))],
            InBoth(viewers, counts.ViewersOf(other.Item)));
    }
}
