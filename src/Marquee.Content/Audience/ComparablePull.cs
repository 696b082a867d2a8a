namespace Marquee.Content;

/// <summary>How strongly comparables pull an estimate.</summary>
/// <param name="Sharpness">A comparable pulls by this power of its likeness: a large one trusts only those that are nearly the same.</param>
/// <param name="Reluctance">What pulls towards the model alone, in the same unit; infinite where comparables do not help.</param>
public readonly record struct ComparablePull(double Sharpness, double Reluctance)
{
    /// <summary>What is tried.</summary>
    internal static IEnumerable<ComparablePull> All =>
        (from sharpness in (double[])[1, 2, 4, 8] from reluctance in (double[])[0.03, 0.1, 0.3, 1, 3] select new ComparablePull(sharpness, reluctance)).Append(new ComparablePull(1, double.PositiveInfinity));

    /// <summary>What comparables add to the logarithm of an estimate.</summary>
    /// <param name="surprises">Likeness of each comparable, and how far it lay above what was expected of it.</param>
    internal double Shift(IReadOnlyList<(float Similarity, double Surprise)> surprises)
    {
        var (pull, sum) = (Reluctance, 0.0);
        foreach (var (similarity, surprise) in surprises)
        {
            var own = Math.Pow(similarity, Sharpness);
            pull += own;
            sum += own * surprise;
        }

        return sum / pull;
    }
}
