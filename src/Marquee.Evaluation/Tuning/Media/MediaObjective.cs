using Marquee.Media;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>
/// How well labels of items that were held out are foretold by the nearest other items: an encoder learns from all other files, without labels, and the 20 nearest of the labelled ones vote. PERR, the share of the right labels among as many best scored
/// ones as an item has; where each has one, it is the accuracy.
/// </summary>
/// <remarks>A rung trains with a share of the passes, each from the beginning, since a learning rate that falls to the end of a training ends nowhere else.</remarks>
public sealed class MediaObjective : ITuningObjective
{
    /// <summary>Name of the measure.</summary>
    public const string Metric = "perr";

    private const int TrialsPart = 0;
    private const int FreshPart = 1;

    private readonly MediaTuningData _data;
    private readonly ulong _seed;
    private readonly int _maxDegreeOfParallelism;

    /// <summary>Puts an objective together.</summary>
    /// <param name="data">What is learned from and judged on.</param>
    /// <param name="rungs">Trainings of a trial, each with three times the passes of the one before, the last with all; 1 stops none early.</param>
    /// <param name="seed">Seed of every training.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public MediaObjective(MediaTuningData data, int rungs, ulong seed, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(rungs, 1);
        (_data, _seed, _maxDegreeOfParallelism) = (data, seed, maxDegreeOfParallelism);
        Shares = [.. Enumerable.Range(1 - rungs, rungs).Select(power => Math.Pow(SuccessiveHalving.Reduction, power))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<double> Shares { get; }

    /// <inheritdoc/>
    public MetricValues Measure(ModelOptions options, int rung, CancellationToken cancellationToken) => Measure((MediaLearningOptions)options, TrialsPart, Shares[rung], cancellationToken);

    /// <summary>Measures settings on the part that no trial was asked about, held out of learning in the other's stead.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    public MetricValues MeasureFresh(ModelOptions options, CancellationToken cancellationToken) => Measure((MediaLearningOptions)options, FreshPart, 1, cancellationToken);

    private MetricValues Measure(MediaLearningOptions options, int part, double share, CancellationToken cancellationToken)
    {
        var heldOut = _data.HeldOut(part);
        var learning = new ExampleSubset(_data.Examples, [.. Enumerable.Range(0, _data.Examples.Count).Except(heldOut)]);
        var encoder = ItemMediaEncoder.Train(
            _data.Preparation, learning, options.Network, options.Goal(_data.Preparation), options.Training(learning.Count, _seed, share, _maxDegreeOfParallelism), cancellationToken: cancellationToken);
        var vectors = encoder.Model.Embed(_data.Examples, _maxDegreeOfParallelism, cancellationToken);
        var scores = NeighbourTags.Scores(vectors, _data.Labels, _data.Known(part), heldOut, _maxDegreeOfParallelism);
        return new MetricValues(Metric, EqualRecallPrecision.Values(new TaggedExamples(scores, _data.Labels.Take(heldOut))));
    }
}
