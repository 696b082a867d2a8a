using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>One model on one task, with every seed.</summary>
public sealed class ModelRun
{
    private readonly Lazy<IReadOnlyList<MetricValues>> _userMetrics;

    internal ModelRun(
        ModelSetup setup, ReRankerSetup? reRanker, string? variant, IReadOnlyList<RankingResult> results, TimeSpan trainTime, IReadOnlyList<RunPart> parts)
    {
        Setup = setup;
        ReRanker = reRanker;
        Variant = variant;
        Results = results;
        TrainTime = trainTime;
        Parts = parts;
        _userMetrics = new Lazy<IReadOnlyList<MetricValues>>(() => RankingResult.Combine(results).UserMetrics);
    }

    /// <summary>The model and its options.</summary>
    public ModelSetup Setup { get; }

    /// <summary>What re-ranked its lists; nothing where they are as the model made them.</summary>
    public ReRankerSetup? ReRanker { get; }

    /// <summary>The model's name, and the re-ranker behind a plus sign.</summary>
    public string Name => ReRanker is { } by ? $"{Setup.Name} + {by.Text}" : Setup.Name;

    /// <summary>The task's name, where it has one.</summary>
    public string? Variant { get; }

    /// <summary>The result of each seed, in order.</summary>
    public IReadOnlyList<RankingResult> Results { get; }

    /// <summary>Time of one training, mean over seeds (and parts).</summary>
    public TimeSpan TrainTime { get; }

    /// <summary>What the figures are made of, where they have parts, such as cuts in time; else empty.</summary>
    public IReadOnlyList<RunPart> Parts { get; }

    /// <summary>Time of scoring and ranking all users once, mean over seeds.</summary>
    public TimeSpan ScoreTime => Results.Aggregate(TimeSpan.Zero, (sum, result) => sum + result.ScoreTime) / Results.Count;

    /// <summary>The mean of each metric over the seeds that have it, by key.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Means =>
        [.. Results.SelectMany(result => result.Means).GroupBy(mean => mean.Key, mean => mean.Value).Select(values => KeyValuePair.Create(values.Key, values.Average()))];

    /// <summary>The metrics with a value for each user, users ascending; with several seeds a user's value is the mean over the seeds that asked about them.</summary>
    public IReadOnlyList<MetricValues> UserMetrics => _userMetrics.Value;

    /// <summary>The values of one metric, user by user.</summary>
    /// <exception cref="KeyNotFoundException">The metric was not asked for or has no value for a single user.</exception>
    public MetricValues this[string key] => UserMetrics.FirstOrDefault(metric => metric.Key == key)
        ?? throw new KeyNotFoundException($"There are no values by user of '{key}'; there are of {string.Join(", ", UserMetrics.Select(metric => metric.Key))}.");

    /// <summary>The row of a report.</summary>
    /// <param name="seed">Seed of the bootstrap intervals.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public BenchmarkRow ToRow(ulong seed, int maxDegreeOfParallelism = 0)
    {
        var intervals = Bootstrap.Intervals(UserMetrics, seed, maxDegreeOfParallelism: maxDegreeOfParallelism);
        return new BenchmarkRow
        {
            Model = Name,
            Options = Setup.Family.Options.ToJson(Setup.Options),
            Metrics = Means,
            TrainSeconds = TrainTime.TotalSeconds,
            ScoreSeconds = ScoreTime.TotalSeconds,
            Variant = Variant,
            Seeds = Results.Count,
            Parts = Parts,
            Intervals = [.. UserMetrics.Zip(intervals, (metric, interval) => KeyValuePair.Create(metric.Key, interval)).Where(pair => !double.IsNaN(pair.Value.Low))],
        };
    }
}
