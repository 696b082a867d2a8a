namespace Marquee.Evaluation;

/// <summary>A metric of all lists together, with no value for a single user.</summary>
public interface ICatalogueMetric : IRankingMetric
{
    /// <summary>The value for all lists.</summary>
    /// <param name="exposures">How often each item of the catalogue stands within the first <see cref="IRankingMetric.ListLength"/> places, by item.</param>
    double Compute(ReadOnlySpan<int> exposures);
}
