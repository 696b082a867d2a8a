using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A way of evaluating models on any snapshot: what it holds out, and the experiments that follow from it.</summary>
public class EvaluationProtocol
{
    private readonly ISplitter _splitter;

    /// <summary>A protocol that holds out once.</summary>
    /// <param name="name">The name after <c>--protocol</c>.</param>
    /// <param name="summary">What it asks, in one line.</param>
    /// <param name="splitter">How it holds out.</param>
    /// <param name="isRandom">Whether the split depends on the seed.</param>
    /// <param name="words">Split, candidates, relevance and averaging in words, where the splitter's own do not say it.</param>
    public EvaluationProtocol(string name, string summary, ISplitter splitter, bool isRandom, ProtocolWords? words = null)
    {
        Name = name;
        Summary = summary;
        IsRandom = isRandom;
        _splitter = splitter;
        Words = words ?? new ProtocolWords(
            splitter.Description + (isRandom ? ", seeded" : ""),
            ProtocolWords.WholeCatalogue,
            ProtocolWords.PositiveWeight,
            ProtocolWords.PerUser);
    }

    /// <summary>The name after <c>--protocol</c>.</summary>
    public string Name { get; }

    /// <summary>What it asks, in one line.</summary>
    public string Summary { get; }

    /// <summary>Whether the split depends on the seed; where not, only the training does.</summary>
    public bool IsRandom { get; }

    /// <summary>Split, candidates, relevance and averaging in words.</summary>
    public ProtocolWords Words { get; }

    /// <summary>The split and its questions as one task. A protocol that asks at several moments asks everything at the first of them.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="seed">Seed of the split.</param>
    /// <exception cref="InvalidDataException">The data have no times and the protocol needs them, or nothing can be held out.</exception>
    public RankingTask Task(Snapshot snapshot, ulong seed)
    {
        var split = _splitter.Split(snapshot, seed);
        var task = RankingTask.FromHeldOut(split.Train, split.Test);
        return task.Cases.Count > 0 ? task : throw NobodyToAsk(snapshot);
    }

    /// <summary>
    /// The protocol's task drawn once more inside its training part: what options are chosen on, so that the test decides nothing. Of the part that is tested with the same seed nothing is
    /// learnt, told or asked.
    /// </summary>
    /// <param name="snapshot">All data.</param>
    /// <param name="seed">Seed of the protocol's split and of the one inside it.</param>
    /// <exception cref="InvalidDataException">As for the protocol itself, of the data that train in it.</exception>
    public RankingTask ValidationTask(Snapshot snapshot, ulong seed) => Task(Task(snapshot, seed).Train, InnerSplit.Seed(seed));

    /// <summary>What is trained and asked with one seed, made one after the other.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="seed">Seed of the split and of the training.</param>
    /// <exception cref="InvalidDataException">The data have no times and the protocol needs them, or nothing can be held out.</exception>
    public virtual IEnumerable<Experiment> Experiments(Snapshot snapshot, ulong seed)
    {
        yield return new Experiment(seed, Task(snapshot, seed));
    }

    /// <summary>Trains and evaluates models. One that refuses the data is named in the report and the others go on.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="dataset">What to call the data in the report.</param>
    /// <param name="models">The models.</param>
    /// <param name="metrics">What to measure.</param>
    /// <param name="settings">Seeds (one where nothing is said), threads, progress.</param>
    public BenchmarkReport Run(
        Snapshot snapshot, string dataset, IReadOnlyList<ModelSetup> models, IReadOnlyList<IRankingMetric> metrics, ExperimentSettings settings)
    {
        var refusals = new List<ModelRefusal>();
        var experiments = settings.AllSeeds(otherwise: 1).ToArray().SelectMany(seed => Experiments(snapshot, seed));
        var runs = ExperimentRunner.Run(models, experiments, metrics, settings, refusals);
        return new BenchmarkReport
        {
            Suite = null,
            Dataset = dataset,
            Protocol = $"{Name}. {Words}",
            Columns = [.. metrics.Select(metric => metric.Key)],
            Rows = [.. runs.Select(run => run.ToRow(settings.Seed, settings.MaxDegreeOfParallelism))],
            Runs = runs,
            Refusals = refusals,
        };
    }

    /// <summary>Why no question can be put.</summary>
    private protected InvalidDataException NobodyToAsk(Snapshot snapshot) =>
        new($"The protocol '{Name}' ({_splitter.Description}) leaves nobody to ask about: of {snapshot.Interactions} none can be held out.");
}
