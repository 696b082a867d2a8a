using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A metric of a family's models on validation data, averaged over several splits.</summary>
/// <remarks>
/// What every model has is users, so the sample of a rung is one of users: only they train and only they are asked, as in a smaller service. User u belongs to the sample of share s where a number drawn for u alone
/// is below s; so samples are nested, the same for all trials, and do not depend on the order of anything. <c>epochs</c> are no measure of effort here: few models have them, and they are an option to be chosen.
/// A sample favours what suits a smaller service (less regularization, mostly), which is why it only decides which trials are given up and never which one wins.
/// </remarks>
public sealed class ValidationObjective : ITuningObjective
{
    private readonly ModelFamily _family;
    private readonly IUserMetric _metric;
    private readonly ExperimentSettings _settings;
    private readonly IReadOnlyList<Experiment>[] _experiments;

    /// <summary>Puts an objective together.</summary>
    /// <param name="family">The family.</param>
    /// <param name="experiments">The validation splits, each with one task, none of which holds anything of the test.</param>
    /// <param name="metric">What is to become large.</param>
    /// <param name="rungs">Most samples to stop early at, everything included (see <see cref="SuccessiveHalving"/>).</param>
    /// <param name="settings">Threads, and the seed of the samples.</param>
    /// <exception cref="OptionException">The metric has no value for single users, or larger is not better.</exception>
    public ValidationObjective(ModelFamily family, IReadOnlyList<Experiment> experiments, IRankingMetric metric, int rungs, ExperimentSettings settings)
    {
        _family = family;
        _metric = metric is IUserMetric user and not (IntraListSimilarityAt or NoveltyAt or LongTailShareAt) ? user
            : throw new OptionException($"{metric.Key} is no measure of how right a list is, and would be best where nobody is served; tune for another one, such as ndcg@10.");
        _settings = settings;
        Shares = SuccessiveHalving.Shares(experiments.Min(experiment => experiment.Tasks[0].Cases.Count), rungs);
        _experiments = [.. Shares.Select(share => share == 1 ? experiments : [.. experiments.Select(experiment => Sample(experiment, share))])];
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
    public MetricValues Measure(ModelOptions options, IReadOnlyList<Experiment> experiments, CancellationToken cancellationToken) =>
        ExperimentRunner.Run([new ModelSetup(_family, options)], experiments, [_metric], _settings with { CancellationToken = cancellationToken })[0][_metric.Key];

    private Experiment Sample(Experiment experiment, double share)
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
            train.WithEvents(events.Where(e => kept[events.Users[e]])), task.Cases.Where(one => kept[one.User]))
        {
            Variant = task.Variant,
        });
    }
}
