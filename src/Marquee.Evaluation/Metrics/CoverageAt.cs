namespace Marquee.Evaluation;

/// <summary>Catalogue coverage@k: the share of all items of the catalogue that stand in at least one user's first k places. 0 to 1.</summary>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class CoverageAt(int k) : ICatalogueMetric
{
    /// <inheritdoc/>
    public string Key => $"coverage@{k}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(ReadOnlySpan<int> exposures) =>
        exposures.IsEmpty ? double.NaN : (exposures.Length - exposures.Count(0)) / (double)exposures.Length;
}
