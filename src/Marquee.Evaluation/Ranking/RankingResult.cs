namespace Marquee.Evaluation;

/// <summary>What an evaluation found out about one model.</summary>
public sealed class RankingResult
{
    private readonly Dictionary<string, MetricValues> _byKey;

    internal RankingResult(int[] users, IReadOnlyList<string> keys, IReadOnlyList<MetricValues> userMetrics, IReadOnlyDictionary<string, double> catalogueMetrics, TimeSpan scoreTime)
    {
        Users = users;
        UserMetrics = userMetrics;
        ScoreTime = scoreTime;
        _byKey = userMetrics.ToDictionary(metric => metric.Key);
        Means = [.. keys
            .Select(key => KeyValuePair.Create(key, _byKey.TryGetValue(key, out var values) ? values.Mean : catalogueMetrics[key]))
            .Where(pair => !double.IsNaN(pair.Value))];
    }

    /// <summary>User index of each value of <see cref="UserMetrics"/>.</summary>
    public IReadOnlyList<int> Users { get; }

    /// <summary>The metrics with a value for each user, in the order asked for.</summary>
    public IReadOnlyList<MetricValues> UserMetrics { get; }

    /// <summary>Mean over users, or the value over all lists, by key in the order asked for. Metrics that no user has a value of are not in it.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Means { get; }

    /// <summary>Time in the model's scoring and in ranking, added over threads and divided by their number; without the metrics.</summary>
    public TimeSpan ScoreTime { get; }

    /// <summary>The values of one metric, user by user.</summary>
    /// <exception cref="KeyNotFoundException">The metric was not asked for or has no value for a single user.</exception>
    public MetricValues this[string key] => _byKey.TryGetValue(key, out var values)
        ? values
        : throw new KeyNotFoundException($"There are no values by user of '{key}'; there are of {string.Join(", ", _byKey.Keys)}.");
}
