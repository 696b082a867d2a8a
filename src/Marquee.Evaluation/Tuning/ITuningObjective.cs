using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What a study makes as large as it can: a number for some options, on small samples first and then on everything.</summary>
public interface ITuningObjective
{
    /// <summary>The share of everything that each rung measures, ascending; the last is 1.</summary>
    IReadOnlyList<double> Shares { get; }

    /// <summary>Measures some options. The same options give the same values.</summary>
    /// <param name="options">The options.</param>
    /// <param name="rung">Index of the rung.</param>
    /// <param name="cancellationToken">Stops the measurement.</param>
    /// <returns>One value a user, or for each of whatever else is asked; larger is better, and the mean counts.</returns>
    MetricValues Measure(ModelOptions options, int rung, CancellationToken cancellationToken);
}
