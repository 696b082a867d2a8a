using Marquee.Data;
using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>Compares a way to train a model with the model that is served, on the latest events, which neither knows.</summary>
internal static class ModelJudge
{
    /// <summary>What is compared.</summary>
    public const string Metric = "ndcg@10";

    /// <summary>Trains without the latest events and compares on them.</summary>
    /// <param name="setup">What is trained.</param>
    /// <param name="current">The model that is served.</param>
    /// <param name="trainedUntil">Time of the newest event that it learned from, in milliseconds since 1970 UTC.</param>
    /// <param name="snapshot">All data.</param>
    /// <param name="now">The moment, in milliseconds since 1970 UTC.</param>
    /// <param name="plan">How much is compared.</param>
    /// <param name="meter">Told how far it is: one part for the training, one for the comparison, of a plan that begins here.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The figures of the new and of the served model and the number of users; null where there are too few events that the served one does not know.</returns>
    public static (double Candidate, double Current, int Users)? Compare(
        ModelSetup setup, IModel current, long trainedUntil, Snapshot snapshot, long now, TrainingPlan plan, JobMeter meter, CancellationToken cancellationToken)
    {
        // What claims to be of the future cannot be told from what is new.
        var times = snapshot.Events.Times.ToArray().Where(time => time <= now).ToArray();
        Array.Sort(times);
        var known = Array.BinarySearch(times, EventLog.NoTime + 1) is var first && first < 0 ? ~first : first;
        if (known == times.Length)
        {
            return null;
        }

        if (trainedUntil >= times[^1])
        {
            return null;
        }

        // From here on neither has seen anything: the served model learned until then, the new one is trained until then.
        var latest = times[Math.Clamp((int)(times.Length - (plan.JudgedShare * (times.Length - known))), known, times.Length - 1)];
        var from = Math.Max(latest, trainedUntil + 1);
        var split = GlobalTimeCut.At(DateTimeOffset.FromUnixTimeMilliseconds(from)).Split(snapshot, plan.Seed);
        if (split.Test.Users.Length < plan.FewestJudged)
        {
            return null;
        }

        meter.Plan(
            new JobPart("train", $"training {setup.Name} without the latest events", 45), new JobPart("judge", "comparing on the latest events", 5),
            new JobPart("train", $"training {setup.Name} on everything", 45), new JobPart("publish", "publishing", 0));
        var candidate = setup.Family.Train(split.Train, setup.Options, new TrainingContext
        {
            Seed = plan.Seed,
            MaxDegreeOfParallelism = plan.MaxDegreeOfParallelism,
            Progress = meter,
            CancellationToken = cancellationToken,
        });
        meter.Next();
        var task = RankingTask.FromHeldOut(split.Train, split.Test);
        var evaluator = new RankingEvaluator([MetricCatalogue.Parse(Metric)], plan.MaxDegreeOfParallelism);
        return (Figure(candidate), Figure(current), split.Test.Users.Length);

        // As they would be served: with the items that they do not know.
        double Figure(IModel model) => evaluator.Evaluate(FreshItems.Over(model, snapshot.Items, cancellationToken: cancellationToken), task, cancellationToken).Means[0].Value;
    }
}
