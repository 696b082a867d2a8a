namespace Marquee.Recommenders;

/// <summary>How much each known item is watched these days, so that it can be told what a model makes of that for one history. Immutable.</summary>
/// <remarks>Popularity is <c>ln((count + 1) / (mean count + 1))</c>. What the model makes of it is the slope of its scores over the popularity of the known items, by least squares; a negative one counts as 0.</remarks>
internal sealed class RecentPopularity
{
    private readonly float[] _counts;
    private readonly int[] _measured;
    private readonly double[] _slopeWeights;
    private readonly double _meanCount;

    /// <summary>Measures. O(items).</summary>
    /// <param name="counts">One count an item, 0 for items beyond it.</param>
    /// <param name="measured">The known items that are looked at.</param>
    public RecentPopularity(float[] counts, int[] measured)
    {
        (_counts, _measured) = (counts, measured);
        _meanCount = measured.Length == 0 ? 0 : measured.Average(item => (double)CountOf(item));
        var popularity = Array.ConvertAll(measured, Of);
        Mean = popularity.DefaultIfEmpty(0).Average();
        var squares = popularity.Sum(value => (value - Mean) * (value - Mean));
        _slopeWeights = Array.ConvertAll(popularity, value => squares > 0 ? (value - Mean) / squares : 0);
    }

    /// <summary>Mean popularity of the known items.</summary>
    public double Mean { get; }

    /// <summary>The popularity of an item.</summary>
    public double Of(int item) => Math.Log((CountOf(item) + 1) / (_meanCount + 1));

    /// <summary>Mean of the scores of the known items, and how much they rise with popularity.</summary>
    public (double Mean, double Slope) Measure(ReadOnlySpan<float> scores)
    {
        var (sum, slope) = (0.0, 0.0);
        for (var place = 0; place < _measured.Length; place++)
        {
            sum += scores[_measured[place]];
            slope += _slopeWeights[place] * scores[_measured[place]];
        }

        return (sum / Math.Max(1, _measured.Length), Math.Max(0, slope));
    }

    private float CountOf(int item) => item < _counts.Length ? _counts[item] : 0;
}
