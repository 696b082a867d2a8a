namespace Marquee.Evaluation;

/// <summary>
/// Exposure Gini@k: how unequally the first k places of all lists are spread over the catalogue. 0 where every item is shown equally often; <c>1 - 1 / items</c> where one item has all places.
/// </summary>
/// <remarks><c>sum over i of (2 i - n - 1) x(i) / (n sum x)</c> with the exposures <c>x</c> in ascending order, <c>i</c> from 1 to <c>n</c> items, those never shown included.</remarks>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class ExposureGiniAt(int k) : ICatalogueMetric
{
    /// <inheritdoc/>
    public string Key => $"gini@{k}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(ReadOnlySpan<int> exposures)
    {
        var ascending = exposures.ToArray();
        Array.Sort(ascending);
        var (weighted, sum) = (0.0, 0.0);
        for (var place = 0; place < ascending.Length; place++)
        {
            weighted += ((2.0 * place) + 1 - ascending.Length) * ascending[place];
            sum += ascending[place];
        }

        return sum == 0 ? double.NaN : weighted / (ascending.Length * sum);
    }
}
