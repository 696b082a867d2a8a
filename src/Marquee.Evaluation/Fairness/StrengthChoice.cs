using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Chooses how strong a re-ranker should be: the smallest strength that closes a given share of its gap on validation data.</summary>
/// <remarks>
/// The range that the strength's option names for searches is divided into a hundred steps. Every tenth is tried first, then the nine below the first that closes enough: two passes over the users
/// of the validation task, whose model has seen neither its targets nor the test.
/// </remarks>
/// <param name="Setup">The re-ranker with the chosen strength.</param>
/// <param name="Closed">The share of the gap that it closes on the validation data.</param>
public sealed record StrengthChoice(ReRankerSetup Setup, double Closed)
{
    private const int CoarseSteps = 10;

    /// <summary>Chooses the strength of a re-ranker.</summary>
    /// <param name="setup">The re-ranker; its own strength is not looked at.</param>
    /// <param name="close">The share of the gap to close, above 0 and up to 1.</param>
    /// <param name="model">A model trained on what trains in <paramref name="validation"/>.</param>
    /// <param name="validation">What is asked.</param>
    /// <param name="k">Length of the lists.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Checked before each block of users.</param>
    /// <exception cref="OptionException">The re-ranker pursues no gap, there is none to close, or no strength closes as much.</exception>
    public static StrengthChoice Choose(
        ReRankerSetup setup, double close, IRecommender model, RankingTask validation, int k, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        var range = setup.Family.Options.Options.First(option => option.Name == "strength").Attribute;
        var coarse = (double.IsNaN(range.SearchMaximum) ? range.Maximum : range.SearchMaximum) / CoarseSteps;
        var found = Try([.. Enumerable.Range(1, CoarseSteps).Select(step => step * coarse)]);
        var first = Array.FindIndex(found, one => one.Closed >= close);
        if (first < 0)
        {
            throw new OptionException(
                $"No strength of '{setup.Text}' closes {close:0%} of its gap on the validation data; the most is {found.Max(one => one.Closed):0%}. Ask for less, or for more candidates with depth=20.");
        }

        var fine = coarse / CoarseSteps;
        return Try([.. Enumerable.Range(1, CoarseSteps - 1).Select(step => (first * coarse) + (step * fine))]).FirstOrDefault(one => one.Closed >= close) ?? found[first];

        StrengthChoice[] Try(double[] strengths)
        {
            ReRankerSetup[] tried = [.. strengths.Select(strength => setup.WithStrength(Math.Round(strength, 6)))];
            IReRanker[] reRankers = [.. tried.Select(one => one.Create(validation.Train))];
            var goal = ReRankingGoal.Of(reRankers[0], k) ?? throw new OptionException($"'{setup.Family.Name}' has no gap to close; give its strength instead.");
            var results = new RankingEvaluator([goal], maxDegreeOfParallelism).Evaluate(model, validation, [null, .. reRankers], cancellationToken);
            var before = results[0][goal.Key].Mean;
            return before > 0
                ? [.. tried.Zip(results.Skip(1), (one, result) => new StrengthChoice(one, ShareClosed(before, result[goal.Key].Mean)))]
                : throw new OptionException($"There is no gap to close: {goal.Key} is {before:0.000} on the validation data. Raise the other group, or give a strength instead.");
        }
    }

    /// <summary>The share of a gap that is gone: 0 where nothing changed, 1 where nothing is left of it, above 1 where it turned around; NaN where there was none.</summary>
    public static double ShareClosed(double before, double after) => before > 0 ? 1 - (after / before) : double.NaN;
}
