namespace Marquee.Evaluation;

/// <summary>Long-tail share@k: the share of the first k items that lie in the long tail (<see cref="CatalogueFacts.IsLongTail"/>). 0 to 1.</summary>
/// <remarks>NaN for an empty list.</remarks>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class LongTailShareAt(int k) : IUserMetric
{
    /// <inheritdoc/>
    public string Key => $"longtail@{k}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user)
    {
        var items = user.First(k);
        var tail = 0;
        foreach (var item in items)
        {
            tail += user.Catalogue.IsLongTail(item) ? 1 : 0;
        }

        return tail / (double)items.Length;
    }
}
