using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A metric of a family's models on validation data, averaged over several splits.</summary>
/// <remarks>
/// What every model has is users, so the sample of a rung is one of users, of the first split. User u belongs to the sample of share s where a number drawn for u alone is below s; so samples are nested, the same for
/// all trials, and do not depend on the order of anything. By default a rung asks its sample only and the model learns from everything: it is trained once and asked more and more, so a trial that is given up saves
/// the other questions and all other splits, and what is seen on the sample is seen of the very model that is judged. With <c>sampleTraining</c> only the sample trains too, as in a smaller service. That saves far more and has a
/// taste of its own: fewer users want less regularization, so what would win on everything may be given up. <c>epochs</c> are no measure of effort here: few models have them, and they are an option to be chosen.
/// </remarks>
public sealed class ValidationObjective : ITuningObjective
{
    private readonly ModelFamily _family;
    private readonly IUserMetric _metric;
    private readonly ExperimentSettings _settings;
    private readonly RankingEvaluator _evaluator;
    private readonly IReadOnlyList<Experiment>[] _experiments;
    private (ModelOptions Options, Snapshot Train, ulong Seed, IModel Model)? _last;

    /// <summary>Puts an objective together.</summary>
    /// <param name="family">The family.</param>
    /// <param name="experiments">The validation splits, each with one task, none of which holds anything of the test.</param>
    /// <param name="metric">What is to become large.</param>
    /// <param name="rungs">Most samples to stop early at, everything included (see <see cref="SuccessiveHalving"/>).</param>
    /// <param name="sampleTraining">Whether samples train alone, too.</param>
    /// <param name="settings">Threads, and the seed of the samples.</param>
    /// <exception cref="OptionException">The metric has no value for single users, or larger is not better.</exception>
    public ValidationObjective(
        ModelFamily family, IReadOnlyList<Experiment> experiments, IRankingMetric metric, int rungs, bool sampleTraining, ExperimentSettings settings)
    {
        _family = family;
        _metric = MetricCatalogue.IsAccuracy(metric) ? (IUserMetric)metric
            : throw new OptionException($"{metric.Key} is no measure of how right a list is, and would be best where nobody is served; tune for another one, such as ndcg@10.");
        _settings = settings;
        _evaluator = new RankingEvaluator([_metric], settings.MaxDegreeOfParallelism, settings.Time);
        Shares = SuccessiveHalving.Shares(experiments.Min(experiment => experiment.Tasks[0].Cases.Count), rungs);
        _experiments = [.. Shares.Select(share => share == 1 ? experiments : [Sample(experiments[0], share, sampleTraining)])];
    }

    /// <inheritdoc/>
    public IReadOnlyList<double> Shares { get; }

    /// <inheritdoc/>
    public MetricValues Measure(ModelOptions options, int rung, CancellationToken cancellationToken) =>
        Measure(options, _experiments[rung], cancellationToken);

    /// <summary>Measures some options on other splits than those of the objective, with the same metric.</summary>
    /// <param name="options">The options.</param>
    /// <param name="experiments">The splits.</param>
    /// <param name="cancellationToken">Stops the measurement.</param>
    /// <returns>One value a user: the mean over the splits that ask about them.</returns>
    public MetricValues Measure(ModelOptions options, IReadOnlyList<Experiment> experiments, CancellationToken cancellationToken)
    {
        var results = new List<RankingResult>();
        foreach (var experiment in experiments)
        {
            results.Add(_evaluator.Evaluate(Train(options, experiment, cancellationToken), experiment.Tasks[0], cancellationToken));
        }

        return RankingResult.Combine(results)[_metric.Key];
    }

    /// <summary>The model of the rung before, where the next one asks it more.</summary>
    private IModel Train(ModelOptions options, Experiment experiment, CancellationToken cancellationToken)
    {
        if (_last is not { } last || !ReferenceEquals(last.Options, options) || last.Train != experiment.Train || last.Seed != experiment.Seed)
        {
            // Two models at once would take twice the memory.
            _last = null;
            last = (options, experiment.Train, experiment.Seed, _family.Train(experiment.Train, options, new TrainingContext
            {
                Seed = experiment.Seed,
                MaxDegreeOfParallelism = _settings.MaxDegreeOfParallelism,
                CancellationToken = cancellationToken,
            }));
            _last = last;
        }

        return last.Model;
    }

    private Experiment Sample(Experiment experiment, double share, bool sampleTraining)
    {
        var chance = new SplittableRandom(_settings.Seed).Split("sample of users");
        var train = experiment.Train;
        var kept = new bool[train.Users.Count];
        for (var user = 0; user < kept.Length; user++)
        {
            kept[user] = chance.Split((ulong)user).NextDouble() < share;
        }

        var events = train.Events;
        var task = experiment.Tasks[0];
        return new Experiment(experiment.Seed, new RankingTask(
            sampleTraining ? train.WithEvents(events.Where(e => kept[events.Users[e]])) : train, task.Cases.Where(one => kept[one.User]))
        {
            Variant = task.Variant,
        });
    }
}
