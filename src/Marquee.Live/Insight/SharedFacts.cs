using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>Which items have a fact in common: a category, a label, a person. Made from one catalogue, O(facts).</summary>
internal sealed class SharedFacts
{
    private readonly Catalogue _catalogue;
    private readonly Func<Item, IEnumerable<string>> _facts;
    private readonly Dictionary<string, List<int>> _items = new(StringComparer.Ordinal);

    public SharedFacts(Catalogue catalogue, Func<Item, IEnumerable<string>> facts)
    {
        _catalogue = catalogue;
        _facts = facts;
        for (var item = 0; item < catalogue.Count; item++)
        {
            foreach (var fact in facts(catalogue[item]).Distinct())
            {
                if (!_items.TryGetValue(fact, out var items))
                {
                    _items[fact] = items = [];
                }

                items.Add(item);
            }
        }
    }

    /// <summary>
    /// The items with the most in common with one, best first: the weights of the facts that both have by those that either has, where a fact that <c>n_f</c> of <c>n</c> items have weighs <c>ln(1 + n / n_f)</c>: a rare theme in common says
    /// more than a common one. O(items that share a fact, and their facts).
    /// </summary>
    /// <param name="item">Item index.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="allowed">Which items may come.</param>
    public IReadOnlyList<ScoredItem> Of(int item, int count, CandidateSet allowed)
    {
        var shared = new Dictionary<int, double>();
        var own = 0.0;
        foreach (var fact in _facts(_catalogue[item]).Distinct())
        {
            own += Weight(fact);
            foreach (var other in _items[fact])
            {
                if (other != item && allowed.Contains(other))
                {
                    shared[other] = shared.GetValueOrDefault(other) + Weight(fact);
                }
            }
        }

        return
        [
            .. shared.Select(other => new ScoredItem(other.Key, (float)(other.Value / (own + _facts(_catalogue[other.Key]).Distinct().Sum(Weight) - other.Value))))
                .OrderByDescending(other => other.Score).ThenBy(other => other.Item).Take(count),
        ];
    }

    private double Weight(string fact) => Math.Log(1 + ((double)_catalogue.Count / _items[fact].Count));
}
