using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What a study comes to: its best options against those it started from.</summary>
/// <param name="Comparison">Best less start, user by user or item by item, on fresh questions such as <see cref="TuningData.Fresh"/>; nothing where nothing is better than the start.</param>
/// <remarks>The best of many trials looks better than it is on the very questions by which it was chosen; hence the comparison on questions that no trial was asked, where the protocol can draw such.</remarks>
public sealed record StudyConclusion(PairedComparison? Comparison)
{
    /// <summary>Whether the gain over the defaults is more than chance: its 95% interval lies above 0.</summary>
    public bool IsBetter => Comparison is { DifferenceInterval.Low: > 0 };

    /// <summary>Compares the best options with the defaults.</summary>
    /// <param name="study">A study with at least one trial.</param>
    /// <param name="objective">What it makes large.</param>
    /// <param name="data">Where the fresh splits are.</param>
    /// <param name="seed">Seed of interval and test.</param>
    /// <param name="cancellationToken">Stops the trainings.</param>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public static StudyConclusion Of(Study study, ValidationObjective objective, TuningData data, ulong seed, CancellationToken cancellationToken) =>
        Of(study, options => objective.Measure(options, data.Fresh, cancellationToken), seed);

    /// <summary>Compares the best options with the start.</summary>
    /// <param name="study">A study with at least one trial.</param>
    /// <param name="measure">Measures options on questions that no trial was asked.</param>
    /// <param name="seed">Seed of interval and test.</param>
    public static StudyConclusion Of(Study study, Func<ModelOptions, MetricValues> measure, ulong seed) =>
        study.Best is { Number: > 0 } best
            ? new StudyConclusion(PairedComparison.Compare(measure(best.Options), measure(study.Trials[0].Options), seed))
            : new StudyConclusion((PairedComparison?)null);
}
