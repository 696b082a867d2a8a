using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A benchmark of lists: what was held out should stand high in the ranking.</summary>
public abstract class RankingSuite : RecommenderSuite
{
    /// <summary>What is measured.</summary>
    public abstract IReadOnlyList<IRankingMetric> Metrics { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Measured => [.. Metrics.Select(metric => metric.Key)];

    /// <summary>
    /// The suite's protocol drawn once more inside its training part: what options are chosen on, so that the test decides nothing. Of the part that the suite tests
    /// with the same seed nothing is learnt, told or asked.
    /// </summary>
    /// <remarks>Where the published protocol names a validation part of its own, it is that one.</remarks>
    /// <param name="input">Where the data are.</param>
    /// <param name="seed">Seed of the suite's split, of the one inside it and of the training.</param>
    /// <param name="variant">The only task wanted; nothing for the suite's first, together with all others on the same training data.</param>
    /// <exception cref="DatasetException">The data are not there or not as they should be.</exception>
    /// <exception cref="OptionException">The suite has no such variant; the message lists those it has.</exception>
    public Experiment Validation(BenchmarkInput input, ulong seed, string? variant = null)
    {
        var experiments = PrepareValidation(input, seed).ToArray();
        var tasks = experiments.SelectMany(experiment => experiment.Tasks).ToArray();
        if (tasks.Any(task => task.Cases.Count == 0))
        {
            throw new DatasetException(new DatasetProblem(input.Folder ?? input.TrainFile ?? Name, 0, $"leaves nobody to ask about when the protocol of {Name} is drawn again inside its training part"));
        }

        if (variant is null)
        {
            return experiments[0];
        }

        return tasks.FirstOrDefault(task => task.Variant == variant) is { } wanted ? new Experiment(seed, wanted) : throw new OptionException(
            $"The benchmark '{Name}' has no variant '{variant}'; "
            + (tasks is [{ Variant: null }] ? "it has one task only, which has no name." : $"its variants are {string.Join(", ", tasks.Select(task => $"'{task.Variant}'"))}."));
    }

    /// <summary>The experiments that <see cref="BenchmarkSuite.Run"/> goes through.</summary>
    internal IEnumerable<Experiment> Experiments(BenchmarkInput input, IReadOnlyList<ulong> seeds) => Prepare(input, seeds);

    /// <summary>Reads the data and makes the experiments, lazily one after the other.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="seeds">The seeds.</param>
    protected abstract IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds);

    /// <summary>Reads the data and makes the experiments of <see cref="Validation"/>, one for each training data that the suite has.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="seed">Seed of the suite's split and of the training; that of the split inside is <see cref="BenchmarkSuite.InnerSeed"/>.</param>
    protected abstract IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed);

    private protected override (IReadOnlyList<BenchmarkRow> Rows, IReadOnlyList<ModelRun> Runs) Measure(
        IReadOnlyList<ModelSetup> models, BenchmarkInput input, ExperimentSettings settings, ICollection<ModelRefusal> refusals)
    {
        var runs = ExperimentRunner.Run(models, Prepare(input, [.. settings.AllSeeds(Seeds)]), Metrics, settings, refusals);
        return ([.. runs.Select(run => run.ToRow(settings.Seed))], runs);
    }
}
