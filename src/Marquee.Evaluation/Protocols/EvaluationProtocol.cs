using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A way of evaluating models on any snapshot.</summary>
/// <param name="name">The name after <c>--protocol</c>.</param>
/// <param name="summary">What it asks, in one line.</param>
/// <param name="splitter">How it holds out.</param>
/// <param name="isRandom">Whether the split depends on the seed.</param>
public sealed class EvaluationProtocol(string name, string summary, ISplitter splitter, bool isRandom)
{
    /// <summary>The name after <c>--protocol</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What it asks, in one line.</summary>
    public string Summary { get; } = summary;

    /// <summary>Whether the split depends on the seed; where not, only the training does.</summary>
    public bool IsRandom { get; } = isRandom;

    /// <summary>Split, candidates, relevance and averaging in words.</summary>
    public ProtocolWords Words { get; } = new(
        splitter.Description + (isRandom ? ", seeded" : ""),
        ProtocolWords.WholeCatalogue,
        "every held-out pair with a positive weight",
        ProtocolWords.PerUser);

    /// <summary>The split and its questions.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="seed">Seed of the split.</param>
    /// <exception cref="InvalidDataException">The data have no times and the protocol needs them, or nothing can be held out.</exception>
    public RankingTask Task(Snapshot snapshot, ulong seed)
    {
        var split = splitter.Split(snapshot, seed);
        var task = RankingTask.FromHeldOut(split.Train, split.Test);
        return task.Cases.Count > 0 ? task : throw new InvalidDataException(
            $"The protocol '{Name}' ({splitter.Description}) leaves nobody to ask about: of {snapshot.Interactions} none can be held out.");
    }

    /// <summary>
    /// The protocol drawn once more inside its training part: what options are chosen on, so that the test decides nothing. Of the part that is tested with the same seed nothing is
    /// learnt, told or asked.
    /// </summary>
    /// <param name="snapshot">All data.</param>
    /// <param name="seed">Seed of the protocol's split and of the one inside it.</param>
    /// <exception cref="InvalidDataException">As for the protocol itself, of the data that train in it.</exception>
    public RankingTask ValidationTask(Snapshot snapshot, ulong seed) => Task(Task(snapshot, seed).Train, InnerSplit.Seed(seed));

    /// <summary>Trains and evaluates models.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="dataset">What to call the data in the report.</param>
    /// <param name="models">The models.</param>
    /// <param name="metrics">What to measure.</param>
    /// <param name="settings">Seeds (one where nothing is said), threads, progress.</param>
    public BenchmarkReport Run(
        Snapshot snapshot, string dataset, IReadOnlyList<ModelSetup> models, IReadOnlyList<IRankingMetric> metrics, ExperimentSettings settings)
    {
        var seeds = settings.AllSeeds(otherwise: 1).ToArray();
        var runs = ExperimentRunner.Run(models, seeds.Select(seed => new Experiment(seed, Task(snapshot, seed))), metrics, settings);
        return new BenchmarkReport
        {
            Suite = null,
            Dataset = dataset,
            Protocol = $"{Name}. {Words}",
            Columns = [.. metrics.Select(metric => metric.Key)],
            Rows = [.. runs.Select(run => run.ToRow(settings.Seed))],
            Runs = runs,
        };
    }
}
