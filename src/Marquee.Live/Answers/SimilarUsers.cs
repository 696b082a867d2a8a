using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>
/// Users who met the same items: the cosine of two histories in which an item that <c>n_i</c> of <c>n</c> users met counts <c>ln(n / n_i)</c>, times its weight. The one asked about as they are now, the others as they were when the data were
/// loaded last.
/// </summary>
/// <remarks>O(users of the history's items), after an index that is made when first asked for: 12 bytes an interaction.</remarks>
internal sealed class SimilarUsers
{
    private readonly Lazy<Index> _index;

    public SimilarUsers(Snapshot snapshot)
    {
        Snapshot = snapshot;
        _index = new Lazy<Index>(() => new Index(snapshot));
    }

    public Snapshot Snapshot { get; }

    /// <summary>The users most like one, best first.</summary>
    /// <param name="user">The user.</param>
    /// <param name="now">The moment of asking, in milliseconds since 1970 UTC.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="counts">Which users may be named.</param>
    public IReadOnlyList<ScoredItem> Of(UserState user, long now, int count, Func<int, bool> counts)
    {
        var index = _index.Value;
        var history = user.History(now);
        var products = new Dictionary<int, double>();
        var norm = 0.0;
        for (var at = 0; at < history.Count; at++)
        {
            var item = history.Items[at];
            if (item >= index.Rarity.Length || index.Rarity[item] == 0)
            {
                continue;
            }

            var weight = history.Weights[at] * index.Rarity[item];
            norm += weight * weight;
            var users = index.ByItem.RowIndices(item);
            var weights = index.ByItem.RowValues(item);
            for (var other = 0; other < users.Length; other++)
            {
                if (users[other] != user.Index)
                {
                    products[users[other]] = products.GetValueOrDefault(users[other]) + (weight * weights[other] * index.Rarity[item]);
                }
            }
        }

        return
        [
            .. products
                .Where(product => product.Value > 0)
                .Select(product => new ScoredItem(product.Key, (float)(product.Value / Math.Sqrt(norm * index.SquaredNorms[product.Key]))))
                .OrderByDescending(other => other.Score).ThenBy(other => other.Item)
                .Where(other => counts(other.Item))
                .Take(count),
        ];
    }

    private sealed class Index
    {
        public Index(Snapshot snapshot)
        {
            ByItem = snapshot.Interactions.ByItem;
            Rarity = new double[ByItem.Rows];
            SquaredNorms = new double[snapshot.Users.Count];
            for (var item = 0; item < ByItem.Rows; item++)
            {
                var users = ByItem.RowIndices(item);
                Rarity[item] = users.Length == 0 ? 0 : Math.Log((snapshot.Users.Count + 1.0) / users.Length);
                for (var entry = 0; entry < users.Length; entry++)
                {
                    var weight = ByItem.RowValues(item)[entry] * Rarity[item];
                    SquaredNorms[users[entry]] += weight * weight;
                }
            }
        }

        public Numerics.SparseMatrix ByItem { get; }

        public double[] Rarity { get; }

        public double[] SquaredNorms { get; }
    }
}
