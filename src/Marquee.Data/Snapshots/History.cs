namespace Marquee.Data;

/// <summary>
/// What a model is asked about: the items of one user (or visitor, or session) with weights and times, and the circumstances of asking.
/// A view without memory of its own; cheap to pass.
/// </summary>
/// <remarks>
/// Items are in any order and appear once. Weights are positive. Where times are given there is one for each item. What the user rejected stands apart, in
/// <see cref="DislikedItems"/>, so that a model that does not know what to do with it cannot take it for a liking.
/// </remarks>
public readonly struct History
{
    /// <summary>Puts a history together.</summary>
    /// <param name="items">Item indices.</param>
    /// <param name="weights">One weight for each item, or nothing for all 1.</param>
    /// <param name="times">One time for each item (milliseconds since 1970 UTC, or <see cref="EventLog.NoTime"/>), or nothing.</param>
    /// <param name="context">The circumstances; nothing means unknown.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public History(
        ReadOnlyMemory<int> items, ReadOnlyMemory<float> weights = default, ReadOnlyMemory<long> times = default, HistoryContext? context = null)
    {
        if (weights.IsEmpty && !items.IsEmpty)
        {
            var ones = new float[items.Length];
            Array.Fill(ones, 1f);
            weights = ones;
        }

        if (weights.Length != items.Length || (!times.IsEmpty && times.Length != items.Length))
        {
            throw new ArgumentException(
                $"A history of {items.Length} items needs as many weights and, if any, as many times; given: {weights.Length} weights, {times.Length} times.");
        }

        ItemsMemory = items;
        WeightsMemory = weights;
        TimesMemory = times;
        Context = context ?? HistoryContext.Unknown;
    }

    private History(History other, ReadOnlyMemory<float> ratings, ReadOnlyMemory<int> dislikedItems, ReadOnlyMemory<float> dislikedWeights, HistoryContext context)
        : this(other.ItemsMemory, other.WeightsMemory, other.TimesMemory, context)
    {
        RatingsMemory = ratings;
        DislikedItemsMemory = dislikedItems;
        DislikedWeightsMemory = dislikedWeights;
    }

    /// <summary>Number of items.</summary>
    public int Count => ItemsMemory.Length;

    /// <summary>Item indices.</summary>
    public ReadOnlySpan<int> Items => ItemsMemory.Span;

    /// <summary>Weight of each item.</summary>
    public ReadOnlySpan<float> Weights => WeightsMemory.Span;

    /// <summary>Time of each item in milliseconds since 1970 UTC; empty where no times are known.</summary>
    public ReadOnlySpan<long> Times => TimesMemory.Span;

    /// <summary>What the user rated each item, in the scale of the data, however it is weighed; NaN for items without a rating. Empty where no ratings are known.</summary>
    public ReadOnlySpan<float> Ratings => RatingsMemory.Span;

    /// <summary>Item indices, as memory.</summary>
    public ReadOnlyMemory<int> ItemsMemory { get; }

    /// <summary>Weights, as memory.</summary>
    public ReadOnlyMemory<float> WeightsMemory { get; }

    /// <summary>Times, as memory.</summary>
    public ReadOnlyMemory<long> TimesMemory { get; }

    /// <summary>Items that the user rejected; none of them is in <see cref="Items"/>.</summary>
    public ReadOnlySpan<int> DislikedItems => DislikedItemsMemory.Span;

    /// <summary>How strongly each of <see cref="DislikedItems"/> was rejected; positive.</summary>
    public ReadOnlySpan<float> DislikedWeights => DislikedWeightsMemory.Span;

    private ReadOnlyMemory<float> RatingsMemory { get; }

    private ReadOnlyMemory<int> DislikedItemsMemory { get; }

    private ReadOnlyMemory<float> DislikedWeightsMemory { get; }

    /// <summary>The circumstances of asking. Never null, also for <c>default(History)</c>, the history of a stranger.</summary>
    public HistoryContext Context => field ?? HistoryContext.Unknown;

    /// <summary>The same history asked about in other circumstances.</summary>
    public History In(HistoryContext context) => new(this, RatingsMemory, DislikedItemsMemory, DislikedWeightsMemory, context);

    /// <summary>The same history of somebody who also rejected some items.</summary>
    /// <param name="items">Item indices, none of them in <see cref="Items"/>.</param>
    /// <param name="weights">How strongly each was rejected, as a positive number.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public History Disliking(ReadOnlyMemory<int> items, ReadOnlyMemory<float> weights) =>
        items.Length == weights.Length
            ? new History(this, RatingsMemory, items, weights, Context)
            : throw new ArgumentException($"{items.Length} disliked items need as many weights; given: {weights.Length}.", nameof(weights));

    /// <summary>The same history of somebody who also rated the items.</summary>
    /// <param name="ratings">One rating for each item, NaN where there is none.</param>
    /// <exception cref="ArgumentException">There are more or fewer ratings than items.</exception>
    public History Rated(ReadOnlyMemory<float> ratings) =>
        ratings.Length == Count
            ? new History(this, ratings, DislikedItemsMemory, DislikedWeightsMemory, Context)
            : throw new ArgumentException($"A history of {Count} items needs as many ratings; given: {ratings.Length}.", nameof(ratings));
}
