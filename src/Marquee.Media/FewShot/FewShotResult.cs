namespace Marquee.Media;

/// <summary>How often queries were told apart rightly, over many episodes.</summary>
/// <param name="Accuracies">The share of right answers in each episode.</param>
public sealed record FewShotResult(IReadOnlyList<double> Accuracies)
{
    /// <summary>The mean over episodes.</summary>
    public double Mean => Accuracies.Average();

    /// <summary>Half of the 95% interval around <see cref="Mean"/> over episodes: 1.96 standard errors, as the literature gives it. It measures the chance of the episodes, not that of the classes held out nor of the training.</summary>
    public double HalfInterval
    {
        get
        {
            var mean = Mean;
            var variance = Accuracies.Sum(accuracy => (accuracy - mean) * (accuracy - mean)) / Math.Max(1, Accuracies.Count - 1);
            return 1.96 * Math.Sqrt(variance / Accuracies.Count);
        }
    }
}
