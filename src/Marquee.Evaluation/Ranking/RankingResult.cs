namespace Marquee.Evaluation;

/// <summary>What an evaluation found out about one model.</summary>
public sealed class RankingResult
{
    private readonly Dictionary<string, MetricValues> _byKey;
    private readonly IReadOnlyList<string> _keys;
    private readonly IReadOnlyDictionary<string, double> _catalogueMetrics;

    internal RankingResult(int[] users, IReadOnlyList<string> keys, IReadOnlyList<MetricValues> userMetrics, IReadOnlyDictionary<string, double> catalogueMetrics, TimeSpan scoreTime)
    {
        Users = users;
        _keys = keys;
        _catalogueMetrics = catalogueMetrics;
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

    /// <summary>Puts results of the same metrics together: every user's value is the mean over the results that have one, users ascending; figures of all lists are means; times are added.</summary>
    internal static RankingResult Combine(IReadOnlyList<RankingResult> results)
    {
        if (results is [var only])
        {
            return only;
        }

        var users = results.SelectMany(result => result.Users).Distinct().Order().ToArray();
        var places = users.Select((user, place) => (user, place)).ToDictionary(pair => pair.user, pair => pair.place);
        return new RankingResult(
            users,
            results[0]._keys,
            [.. results[0].UserMetrics.Select(metric => Combine(metric.Key))],
            results[0]._catalogueMetrics.Keys.ToDictionary(key => key, key => results.Average(result => result._catalogueMetrics[key])),
            results.Aggregate(TimeSpan.Zero, (sum, result) => sum + result.ScoreTime));

        MetricValues Combine(string key)
        {
            var (sums, counts) = (new double[users.Length], new int[users.Length]);
            foreach (var result in results)
            {
                var values = result[key].Values;
                for (var index = 0; index < values.Length; index++)
                {
                    if (!double.IsNaN(values[index]))
                    {
                        sums[places[result.Users[index]]] += values[index];
                        counts[places[result.Users[index]]]++;
                    }
                }
            }

            return new MetricValues(key, [.. sums.Zip(counts, (sum, count) => sum / count)]);
        }
    }
}
