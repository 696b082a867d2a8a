using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>The items that came out before another one and are most like it, by tags, words of the summary and facts in common.</summary>
internal sealed class LaunchNeighbours
{
    // Facts say most: the same series, the same director.
    private const float TagShare = 0.35f;
    private const float SummaryShare = 0.2f;
    private const float FactShare = 0.45f;

    private readonly Item[] _items;
    private readonly DateOnly[] _dates;
    private readonly View[] _views;

    /// <summary>Learns which terms are rare among the items of launches.</summary>
    public LaunchNeighbours(IReadOnlyList<AudienceLaunch> launches, AudienceInputs inputs)
    {
        var groups = launches.GroupBy(launch => launch.Item.Id).ToArray();
        _items = [.. groups.Select(group => group.First().Item)];
        _dates = [.. groups.Select(group => group.Min(launch => launch.Date))];
        var views = new List<View>();
        Add(AudienceInputs.Tags, TagShare, LaunchTerms.Tags);
        Add(AudienceInputs.Summary, SummaryShare, LaunchTerms.Summary);
        Add(AudienceInputs.Graph, FactShare, LaunchTerms.Facts);
        _views = [.. views];

        void Add(AudienceInputs input, float share, Func<Item, IReadOnlyList<string>> terms)
        {
            if (inputs.HasFlag(input))
            {
                views.Add(new View(_items, share, terms));
            }
        }
    }

    /// <summary>Items by row.</summary>
    public IReadOnlyList<Item> Items => _items;

    /// <summary>The items most like one, most alike first; never itself, nothing that is not alike at all.</summary>
    /// <param name="item">The item.</param>
    /// <param name="before">Only items that came out before this day.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="may">Whether a row may be among them.</param>
    public IReadOnlyList<(int Row, float Similarity)> Find(Item item, DateOnly before, int count, Func<int, bool> may)
    {
        if (_views.Length == 0 || count == 0)
        {
            return [];
        }

        var similarities = new float[_items.Length];
        foreach (var view in _views)
        {
            view.AddTo(similarities, item, 1 / _views.Sum(one => one.Share));
        }

        for (var row = 0; row < similarities.Length; row++)
        {
            if (similarities[row] > 0 && (_dates[row] >= before || _items[row].Id == item.Id || !may(row)))
            {
                similarities[row] = 0;
            }
        }

        var (rows, values) = (new int[Math.Min(count, _items.Length)], new float[Math.Min(count, _items.Length)]);
        var found = TopK.Select(similarities, rows, values);
        return [.. Enumerable.Range(0, found).Where(rank => values[rank] > 0).Select(rank => (rows[rank], Math.Min(1, values[rank])))];
    }

    /// <summary>One kind of terms: which items have each.</summary>
    private sealed class View
    {
        private readonly Func<Item, IReadOnlyList<string>> _terms;
        private readonly TermSpace _space;
        private readonly Dictionary<int, List<(int Row, float Weight)>> _having = [];

        public View(Item[] items, float share, Func<Item, IReadOnlyList<string>> terms)
        {
            (_terms, Share) = (terms, share);
            IReadOnlyList<string>[] texts = [.. items.Select(terms)];
            _space = TermSpace.Learn(texts, 0, new SplittableRandom(0), 1);
            for (var row = 0; row < items.Length; row++)
            {
                foreach (var (term, weight) in _space.Weigh(texts[row]))
                {
                    if (!_having.TryGetValue(term, out var having))
                    {
                        _having[term] = having = [];
                    }

                    having.Add((row, weight));
                }
            }
        }

        public float Share { get; }

        public void AddTo(float[] similarities, Item item, float unit)
        {
            foreach (var (term, weight) in _space.Weigh(_terms(item)))
            {
                foreach (var (row, other) in _having.GetValueOrDefault(term) ?? [])
                {
                    similarities[row] += Share * unit * weight * other;
                }
            }
        }
    }
}
