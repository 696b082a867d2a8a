using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Asks whom models serve well and what they show: see <see cref="FairnessReport"/>.</summary>
/// <remarks>
/// One split, one training and one pass over the users for each model, in which their lists are judged as they are and as every re-ranker makes them; and one more training and pass where strengths are
/// to be chosen. Memory beside that of the evaluation: one number for each user, metric, group of items and re-ranker.
/// </remarks>
public static class FairnessAudit
{
    private static readonly string[] Spread = ["coverage", "gini", "novelty", "longtail", "ils"];

    /// <summary>Trains and asks.</summary>
    /// <param name="protocol">What is held out and asked for.</param>
    /// <param name="snapshot">The data.</param>
    /// <param name="dataset">What to call the data.</param>
    /// <param name="models">The models.</param>
    /// <param name="questions">What to look at.</param>
    /// <param name="settings">Seed, threads, progress; the number of seeds is not looked at, for users are compared within one split.</param>
    /// <exception cref="OptionException">The data cannot be grouped as asked.</exception>
    public static FairnessReport Run(
        EvaluationProtocol protocol, Snapshot snapshot, string dataset, IReadOnlyList<ModelSetup> models, FairnessQuestions questions, ExperimentSettings settings)
    {
        // Users are compared within one training; what is asked at several moments is asked at the first.
        protocol = protocol is TimelineProtocol ? new TimelineProtocol(cuts: 1) : protocol;
        var task = protocol.Task(snapshot, settings.Seed);
        var lengths = task.Cases.ToDictionary(one => one.User, one => one.History.Count);
        var users = questions.Users.Select(selector => UserGroups.Of(task.Train.Users, user => lengths.GetValueOrDefault(user), selector)).ToArray();
        var items = questions.Items.Select(selector => ItemGroups.Of(task.Train, selector)).ToArray();
        var validation = questions is { Close: not null, ReRankers.Count: > 0 } ? protocol.ValidationTask(snapshot, settings.Seed) : null;
        var prices = new List<ReRankingPrice>();
        return new FairnessReport
        {
            Dataset = dataset,
            Protocol = $"{protocol.Name}. {protocol.Words}",
            Metric = questions.Compared.Key,
            ListLength = questions.ListLength,
            Users = task.Cases.Count,
            Runs = [.. models.SelectMany(model => RunModel(model, task, validation, users, items, questions, settings, prices))],
            Prices = prices,
        };
    }

    private static IEnumerable<FairnessRun> RunModel(
        ModelSetup model, RankingTask task, RankingTask? validation, Grouping[] users, Grouping[] items, FairnessQuestions questions, ExperimentSettings settings,
        List<ReRankingPrice> prices)
    {
        StrengthChoice?[] choices = [.. Choose(model, validation, questions, settings)];
        ReRankerSetup[] described = [.. questions.ReRankers.Zip(choices, (given, chosen) => chosen?.Setup ?? given)];
        ReRankerSetup[] setups = [.. described, .. questions.Priced];
        IReRanker[] reRankers = [.. setups.Select(setup => setup.Create(task.Train))];
        IUserMetric?[] goals = [.. reRankers.Select(reRanker => ReRankingGoal.Of(reRanker, questions.ListLength))];
        IRankingMetric[] spread = [.. Spread.Select(name => MetricCatalogue.Parse($"{name}@{questions.ListLength}"))];
        var trained = ExperimentRunner.Train(model, task.Train, settings.Seed, settings).Model;
        settings.Progress?.Report(new ExperimentProgress(model.Name, settings.Seed, null, null));
        var results = new RankingEvaluator(
            [questions.Compared, .. spread, .. goals.OfType<IUserMetric>(), .. items.SelectMany(groups => ExposureComparison.Metrics(groups, questions.ListLength))],
            settings.MaxDegreeOfParallelism,
            settings.Time).Evaluate(trained, task, [null, .. reRankers], settings.CancellationToken);
        ReRankingOutcome[] priced = [.. Enumerable.Range(described.Length, questions.Priced.Count).Select(at =>
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            return Outcome(setups[at], goals[at], null, results[0], results[at + 1], questions, settings);
        })];
        prices.AddRange(ReRankingPrice.Of(questions.Compared.Key, priced));
        for (var variant = 0; variant <= described.Length; variant++)
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            yield return Describe(
                model,
                results[variant],
                variant == 0 ? null : Outcome(setups[variant - 1], goals[variant - 1], choices[variant - 1], results[0], results[variant], questions, settings),
                spread, task, users, items, questions, settings);
        }
    }

    private static IEnumerable<StrengthChoice?> Choose(ModelSetup model, RankingTask? validation, FairnessQuestions questions, ExperimentSettings settings)
    {
        if (validation is null || questions.Close is not { } close)
        {
            return questions.ReRankers.Select(_ => (StrengthChoice?)null);
        }

        var trained = ExperimentRunner.Train(model, validation.Train, settings.Seed, settings).Model;
        return questions.ReRankers.Select(setup => StrengthChoice.Choose(
            setup, close, trained, validation, questions.ListLength, settings.MaxDegreeOfParallelism, settings.CancellationToken));
    }

    private static ReRankingOutcome Outcome(
        ReRankerSetup setup, IUserMetric? goal, StrengthChoice? choice, RankingResult before, RankingResult after, FairnessQuestions questions, ExperimentSettings settings)
    {
        var metric = questions.Compared.Key;
        var key = (goal ?? throw new OptionException($"'{setup.Family.Name}' pursues no goal that a report could show.")).Key;
        return new ReRankingOutcome(
            setup, key, before[key].Mean, after[key].Mean, Bootstrap.Intervals([after[key]], settings.Seed, maxDegreeOfParallelism: settings.MaxDegreeOfParallelism)[0], before[metric].Mean,
            PairedComparison.Compare(after[metric], before[metric], settings.Seed, settings.MaxDegreeOfParallelism), choice?.Closed);
    }

    private static FairnessRun Describe(
        ModelSetup model, RankingResult result, ReRankingOutcome? outcome, IRankingMetric[] spread, RankingTask task, Grouping[] users, Grouping[] items,
        FairnessQuestions questions, ExperimentSettings settings)
    {
        string[] keys = [questions.Compared.Key, .. spread.Select(metric => metric.Key)];
        var ofUsers = result.UserMetrics.Where(metric => keys.Contains(metric.Key)).ToArray();
        var intervals = Bootstrap.Intervals(ofUsers, settings.Seed, maxDegreeOfParallelism: settings.MaxDegreeOfParallelism);
        return new FairnessRun
        {
            Model = model,
            ReRanking = outcome,
            Metrics = [.. result.Means.Where(mean => keys.Contains(mean.Key))],
            Intervals = ofUsers.Zip(intervals).Where(pair => !double.IsNaN(pair.Second.Low)).ToDictionary(pair => pair.First.Key, pair => pair.Second),
            Users = GroupComparison.Correct([.. users.Select(groups => GroupComparison.Of(
                groups.Selector,
                groups.Names,
                [.. task.Cases.Select(one => groups.Of(one.User) is [var group, ..] ? group : -1)],
                result[questions.Compared.Key],
                settings.Seed,
                settings.MaxDegreeOfParallelism))]),
            Items = [.. items.Select(groups => ExposureComparison.Of(groups, questions.ListLength, task, result, settings.Seed, settings.MaxDegreeOfParallelism))],
        };
    }
}
