using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Trains models on what was known before the first served list, and asks the lists what each would have brought.</summary>
/// <remarks>
/// A model that had seen what followed the lists would show what the rewards are about. Of each user a model is told what they had done when a list was served. What is hidden is what is hidden now, and
/// where a service excluded more (what else was on the page), the models do not know of it.
/// </remarks>
public static class OffPolicyAudit
{
    /// <summary>Runs it.</summary>
    /// <param name="served">The lists, of all surfaces.</param>
    /// <param name="snapshot">All that is known now.</param>
    /// <param name="dataset">Where both come from, in words.</param>
    /// <param name="models">The models.</param>
    /// <param name="questions">What is asked.</param>
    /// <param name="settings">Seed, threads, progress, cancellation.</param>
    /// <exception cref="OptionException">No list can be evaluated, or the model of ratings is none.</exception>
    public static OffPolicyReport Run(
        IEnumerable<ServedList> served, Snapshot snapshot, string dataset, IReadOnlyList<ModelSetup> models, OffPolicyQuestions questions, ExperimentSettings settings)
    {
        var logged = LoggedLists.Gather(served, snapshot, questions.Rewards, questions.Now, questions.Surface);
        if (logged.First is not { } first)
        {
            var leftOut = string.Concat(logged.LeftOut.Select(reason => $" {reason.Value:N0} {(reason.Value == 1 ? "was" : "were")} left out: {reason.Key}."));
            throw new OptionException($"There are no served lists of {(questions.Surface is { } surface ? $"the surface '{surface}'" : "any surface")} to evaluate with.{leftOut}");
        }

        var times = snapshot.Events.Times.ToArray();
        var train = snapshot.WithEvents(snapshot.Events.Where(e => times[e] < first));
        var histories = new HistoriesAt(snapshot);
        var evaluator = new OffPolicyEvaluator(
            logged.Lists,
            Rewards(questions, train, histories, settings),
            questions.Weighing with { Seed = settings.Seed, MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism });
        IReRanker[] reRankers = [.. questions.ReRankers.Select(setup => setup.Create(train))];
        var results = new List<OffPolicyResult>();
        foreach (var setup in models)
        {
            var model = ExperimentRunner.Train(setup, train, settings.Seed, settings).Model;
            settings.Progress?.Report(new ExperimentProgress(setup.Name, settings.Seed, null, null));
            var policy = new ModelPolicy(RecommendationPipeline.ForCatalogue(model, snapshot.Items, reRankers), histories, (user, moment) => train.ContextOf(user, moment), questions.Exploration);
            results.Add(evaluator.Evaluate(setup.Name, policy, settings.CancellationToken));
        }

        return new OffPolicyReport
        {
            Dataset = dataset,
            Lists = evaluator.Lists,
            Users = evaluator.Users,
            First = first,
            Last = logged.Lists.Max(list => list.Served.Time),
            ServedBy = [.. logged.Lists.GroupBy(list => list.Served.Model).Select(lists => KeyValuePair.Create(lists.Key, lists.Count())).OrderByDescending(model => model.Value).ThenBy(model => model.Key, StringComparer.Ordinal)],
            LeftOut = logged.LeftOut,
            Assumption = questions.Weighing.Assumption,
            Results = results,
        };
    }

    private static Func<IReadOnlyList<LoggedList>, IRewardModel> Rewards(OffPolicyQuestions questions, Snapshot train, HistoriesAt histories, ExperimentSettings settings)
    {
        if (questions.RatingModel is not { } setup)
        {
            return lists => RewardTable.ByPopularity(lists, train);
        }

        var model = ExperimentRunner.Train(setup, train, settings.Seed, settings).Model as IRatingPredictor
            ?? throw new OptionException($"{setup.Name} does not say what a user would rate an item, so rewards cannot be told by it.");
        return lists => RewardTable.ByRating(
            lists, model, train.Items.Count, served => histories.Of(served.User, served.Time, train.ContextOf(served.User, served.Time)).History);
    }
}
