namespace Marquee.Content;

/// <summary>An item as one view sees it.</summary>
internal abstract class ItemQuery
{
    /// <summary>Adds <paramref name="weight"/> times the likeness of every item to the scores.</summary>
    public abstract void AddTo(Span<double> scores, double weight);

    /// <summary>Adds the reasons for the likeness of one item, contributions times <paramref name="weight"/>; they add up to what <see cref="AddTo"/> added.</summary>
    public abstract void Explain(int item, double weight, List<SimilarReason> reasons);
}
