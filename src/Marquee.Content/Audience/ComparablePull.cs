namespace Marquee.Content;

/// <summary>How strongly comparables pull an estimate.</summary>
/// <param name="Sharpness">A comparable pulls by this power of its likeness: a large one trusts only those that are nearly the same.</param>
/// <param name="Reluctance">What pulls towards the model alone, in the same unit; infinite where comparables do not help.</param>
/// <param name="HalfLife">Days after which a launch counts half in how far launches lie above what is expected of them lately; 0 where that is not looked at.</param>
public readonly record struct ComparablePull(double Sharpness, double Reluctance, double HalfLife)
{
    /// <summary>What is tried.</summary>
    internal static IEnumerable<ComparablePull> All =>
        from halfLife in HalfLives
        from pull in (from sharpness in (double[])[1, 2, 4, 8] from reluctance in (double[])[0.03, 0.1, 0.3, 1, 3] select (sharpness, reluctance)).Append((1, double.PositiveInfinity))
        select new ComparablePull(pull.Item1, pull.Item2, halfLife);

    /// <summary>The half-lives that are tried.</summary>
    internal static IReadOnlyList<double> HalfLives { get; } = [0, 60, 180];

    /// <summary>What recent launches and comparables add to the logarithm of an estimate.</summary>
    /// <param name="surprises">Likeness of each comparable, and how far it lay above what was expected of it.</param>
    /// <param name="drift">How far launches lay above what was expected of them lately.</param>
    internal double Shift(IReadOnlyList<(float Similarity, double Surprise)> surprises, double drift)
    {
        var (pull, sum) = (Reluctance, 0.0);
        foreach (var (similarity, surprise) in surprises)
        {
            var own = Math.Pow(similarity, Sharpness);
            pull += own;
            sum += own * (surprise - drift);
        }

        return drift + (sum / pull);
    }
}
