using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// A model for a catalogue that has grown since it was trained: items that it does not know are scored by the known items most like them, so that they can be recommended at once. Immutable; a new item makes a new one, for which only the neighbours of
/// that item are looked for.
/// </summary>
/// <remarks>
/// <para>
/// An item that the model knows keeps its score. Any other gets the mean of the model's scores of its nearest known items (<see cref="FreshOptions.Neighbours"/>), each weighed by its likeness; one that has nothing in common with any known item gets
/// the mean of all.
/// </para>
/// <para>
/// Where counts of these days are given (<see cref="Lifted"/>), the item is lifted, or lowered, by <see cref="FreshOptions.Lift"/> times what the model makes of popularity for this history, times how much more popular the item is than its
/// neighbours. In words: the neighbours stand in for what the item is about, and not for how well known they happen to be. Popularity is <c>ln((count + 1) / (mean count + 1))</c>; what the model makes of it is by how much its scores rise with the
/// popularity of the known items (the slope of least squares, 0 where they fall). An item watched less than the average known one counts as average: it may be too new to tell. Without counts nothing is lifted. Means and slope are those of the
/// known items, of 4,096 spread evenly over them where there are more.
/// </para>
/// <para>
/// Source: neighbours by attributes in place of the missing interactions, as surveyed by Schein et al., Methods and Metrics for Cold-Start Recommendations, SIGIR 2002, and Gantner et al., Learning Attribute-to-Feature Mappings for Cold-Start
/// Recommendations, ICDM 2010 (their kNN mapping). Score: that of the model + O(fresh items * neighbours). Where the model explains its scores, so does this: see <see cref="IExplains"/>.
/// </para>
/// </remarks>
public class FreshItems : IRecommender, IItemSimilarity
{
    private const int MostMeasured = 4096;

    private readonly KnownItems _known;
    private readonly FreshOptions _options;
    private readonly IReadOnlyList<Item> _items;
    private readonly SortedList<int, FreshItem> _fresh;
    private readonly int[] _measured;
    private readonly RecentPopularity _popularity;

    private protected FreshItems(IRecommender model, KnownItems known, FreshOptions options, IReadOnlyList<Item> items, SortedList<int, FreshItem> fresh, int[] measured, RecentPopularity popularity) =>
        (Model, _known, _options, _items, _fresh, _measured, _popularity) = (model, known, options, items, fresh, measured, popularity);

    /// <summary>The model that knows some of the items.</summary>
    public IRecommender Model { get; }

    /// <inheritdoc/>
    public int ItemCount => _items.Count;

    /// <summary>The items that the model does not know, ascending.</summary>
    public IReadOnlyList<int> Fresh => _fresh.Keys.AsReadOnly();

    /// <summary>Extends a model to a catalogue. O(terms of all items + fresh items * items that share a term).</summary>
    /// <param name="model">The model.</param>
    /// <param name="items">The catalogue by item index: what the model knows, and more.</param>
    /// <param name="unmet">Items of the model that nobody had watched when it was trained; they count as unknown. Not to be given for a model that scores items by their attributes.</param>
    /// <param name="options">How unknown items are scored.</param>
    /// <param name="cancellationToken">Stops between items.</param>
    public static FreshItems Over(IRecommender model, IReadOnlyList<Item> items, ItemMask? unmet = null, FreshOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new FreshOptions();
        var known = new KnownItems(items, model.ItemCount, unmet, options.Likeness, cancellationToken);
        int[] met = [.. Enumerable.Range(0, model.ItemCount).Where(known.Contains)];
        var step = Math.Max(1, (met.Length + MostMeasured - 1) / MostMeasured);
        int[] measured = [.. met.Where((_, place) => place % step == 0)];
        var popularity = new RecentPopularity([], measured);
        var fresh = new SortedList<int, FreshItem>();
        for (var item = 0; item < items.Count; item++)
        {
            if (!known.Contains(item))
            {
                cancellationToken.ThrowIfCancellationRequested();
                fresh.Add(item, Read(known, items[item], item, options, popularity));
            }
        }

        return Create(model, known, options, items, fresh, measured, popularity);
    }

    /// <summary>The same for a changed catalogue. O(fresh items, copied + changed unknown items * items that share a term). What changed of an item that the model knows counts from the next model on.</summary>
    /// <param name="items">The catalogue now: as long as before, or longer.</param>
    /// <param name="changed">The items that are new or other than before.</param>
    public FreshItems With(IReadOnlyList<Item> items, IReadOnlyCollection<int> changed)
    {
        var fresh = new SortedList<int, FreshItem>(_fresh);
        foreach (var item in changed)
        {
            if (!_known.Contains(item))
            {
                fresh[item] = Read(_known, items[item], item, _options, _popularity);
            }
        }

        return Create(Model, _known, _options, items, fresh, _measured, _popularity);
    }

    /// <summary>The same with unknown items lifted by what is watched these days. O(items + fresh items * neighbours).</summary>
    /// <param name="counts">How much each item is watched these days, such as <see cref="TrendCounter.Counts"/>; one count an item, 0 for items beyond it.</param>
    public FreshItems Lifted(ReadOnlySpan<float> counts)
    {
        var popularity = new RecentPopularity(counts.ToArray(), _measured);
        var fresh = new SortedList<int, FreshItem>(_fresh.Count);
        foreach (var (item, before) in _fresh)
        {
            fresh.Add(item, before with { Lift = LiftOf(item, before.Neighbours, _options, popularity) });
        }

        return Create(Model, _known, _options, _items, fresh, _measured, popularity);
    }

    /// <summary>The known items that stand in for an unknown one, most alike first, with weights that add up to 1; none for an item that the model knows, and for one that is like no other.</summary>
    /// <param name="item">Item index.</param>
    public IReadOnlyList<ScoredItem> NeighboursOf(int item) => _fresh.TryGetValue(item, out var fresh) ? fresh.Neighbours : [];

    /// <inheritdoc/>
    public void Score(in History history, Span<float> scores)
    {
        Model.Score(history, scores[..Model.ItemCount]);
        Complete(scores);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var known = new DenseMatrix(histories.Length, Model.ItemCount);
        Model.Score(histories, known);
        for (var index = 0; index < histories.Length; index++)
        {
            known.Row(index).CopyTo(scores.Row(index));
            Complete(scores.Row(index));
        }
    }

    /// <inheritdoc/>
    /// <remarks>Of an item that the model knows what the model says, if it knows which items are alike; else the known items that the catalogue says most the same of.</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count) =>
        (uint)item >= (uint)ItemCount || count <= 0 ? []
        : _known.Contains(item) && Model is IItemSimilarity similarity ? similarity.Similar(item, count)
        : _known.Nearest(_items[item], count, except: item);

    /// <summary>What is known of an unknown item; false for one that the model knows.</summary>
    private protected bool TryGetFresh(int item, out FreshItem fresh) => _fresh.TryGetValue(item, out fresh);

    /// <summary>Mean of the scores of known items, and how much they rise with popularity.</summary>
    private protected (double Mean, double Slope) Measure(ReadOnlySpan<float> scores) => _popularity.Measure(scores);

    private void Complete(Span<float> scores)
    {
        if (_fresh.Count == 0)
        {
            return;
        }

        var (mean, slope) = Measure(scores);
        foreach (var (item, fresh) in _fresh)
        {
            var sum = fresh.Neighbours.Length == 0 ? mean : 0;
            foreach (var (neighbour, weight) in fresh.Neighbours)
            {
                sum += (double)weight * scores[neighbour];
            }

            scores[item] = (float)(sum + (slope * fresh.Lift));
        }
    }

    private static FreshItem Read(KnownItems known, Item item, int index, FreshOptions options, RecentPopularity popularity)
    {
        var nearest = known.Nearest(item, options.Neighbours);
        var sum = nearest.Sum(other => (double)other.Score);
        ScoredItem[] neighbours = [.. nearest.Select(other => other with { Score = (float)(other.Score / sum) })];
        return new FreshItem(neighbours, LiftOf(index, neighbours, options, popularity));
    }

    private static double LiftOf(int item, ScoredItem[] neighbours, FreshOptions options, RecentPopularity popularity)
    {
        var usual = neighbours.Length == 0 ? popularity.Mean : neighbours.Sum(other => other.Score * popularity.Of(other.Item));
        return options.Lift * (Math.Max(popularity.Of(item), popularity.Mean) - usual);
    }

    private static FreshItems Create(IRecommender model, KnownItems known, FreshOptions options, IReadOnlyList<Item> items, SortedList<int, FreshItem> fresh, int[] measured, RecentPopularity popularity) =>
        model is IExplains ? new ExplainedFreshItems(model, known, options, items, fresh, measured, popularity) : new FreshItems(model, known, options, items, fresh, measured, popularity);
}
