using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>
/// Tree-structured Parzen estimator: one density over the options of the best trials so far and one over those of all others; of some points drawn from the first, the one is tried that is likeliest to belong
/// to the best rather than to the rest.
/// </summary>
/// <remarks>
/// Source: Bergstra, Bardenet, Bengio and Kégl, Algorithms for Hyper-Parameter Optimization, NeurIPS 2011. The ratio of the two densities grows with the expected improvement over the threshold between them. As in Falkner,
/// Klein and Hutter (BOHB, ICML 2018) and unlike the first paper, the densities are joint over all options (<see cref="ParzenMixture"/>), since options work together: what <c>als</c> needs most is a product of two.
/// There are no conditional options here, so the tree is a bush. The first trials are drawn evenly. Trials that were stopped early count among the rest, those that came further before the others; failed ones do not count.
/// O(trials x candidates x options) a proposal.
/// </remarks>
public sealed class TreeParzenSearch : ISearch
{
    /// <summary>Trials before the densities are used, the defaults among them.</summary>
    public const int StartupTrials = 10;

    private const int Candidates = 32;
    private const double BestShare = 0.15;
    private const int MostBest = 25;

    /// <inheritdoc/>
    public string Name => "tpe";

    /// <inheritdoc/>
    public string Summary => "tree-structured Parzen estimator: draws where the best trials lie and the others do not";

    /// <inheritdoc/>
    public double[] Propose(SearchSpace space, IReadOnlyList<Trial> trials, SplittableRandom random)
    {
        double[][] ranked = [.. Ranked(trials).Select(trial => space.PointOf(trial.Options))];
        if (ranked.Length < StartupTrials)
        {
            return space.Draw(random);
        }

        var best = Math.Min((int)Math.Ceiling(BestShare * ranked.Length), MostBest);
        var good = new ParzenMixture(space.Dimensions, ranked[..best]);
        var other = new ParzenMixture(space.Dimensions, ranked[best..]);
        return Enumerable.Range(0, Candidates).Select(_ => good.Draw(random)).MaxBy(point => good.LogDensity(point) - other.LogDensity(point))!;
    }

    /// <summary>Best first: finished trials by their value, then stopped ones by how far they came and their value there.</summary>
    private static IEnumerable<Trial> Ranked(IReadOnlyList<Trial> trials) =>
        trials.Where(trial => trial.State != TrialState.Failed)
            .OrderByDescending(trial => trial.Rungs.Count).ThenByDescending(trial => trial.Rungs[^1]).ThenBy(trial => trial.Number);
}
