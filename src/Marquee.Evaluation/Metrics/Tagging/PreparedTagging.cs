namespace Marquee.Evaluation;

/// <summary>All measures of what one model said, sorted and counted once; the scores themselves are not kept.</summary>
internal sealed class PreparedTagging
{
    // Intervals of mean average precision walk through the examples of each label for each draw.
    private const int Resamples = 300;

    private readonly Func<int[]?, double>[] _figures;

    public PreparedTagging(TaggedExamples examples) => (Count, _figures) = (examples.Count, [.. TaggingMetrics.All.Select(metric => metric.Prepare(examples))]);

    /// <summary>Number of examples.</summary>
    public int Count { get; }

    /// <summary>The value of a metric, by its place among <see cref="TaggingMetrics.All"/>.</summary>
    public double Value(int metric, int[]? times = null) => _figures[metric](times);

    /// <summary>The mean over models, less that over others where there are some, with intervals over examples.</summary>
    public static IReadOnlyList<(string Key, double Value, Interval Interval)> Compare(
        IReadOnlyList<PreparedTagging> models, IReadOnlyList<PreparedTagging> others, ulong seed, int maxDegreeOfParallelism)
    {
        var intervals = Bootstrap.Intervals(
            models[0].Count,
            TaggingMetrics.All.Count,
            (times, values) =>
            {
                for (var metric = 0; metric < values.Length; metric++)
                {
                    values[metric] = Figure(metric, times);
                }
            },
            seed,
            resamples: Resamples,
            maxDegreeOfParallelism: maxDegreeOfParallelism);
        return [.. TaggingMetrics.All.Select((metric, place) => (metric.Key, Figure(place, null), Centre(Figure(place, null), intervals[place])))];

        double Figure(int metric, int[]? times) => models.Average(model => model.Value(metric, times)) - (others.Count == 0 ? 0 : others.Average(model => model.Value(metric, times)));
    }
    /// <summary>
    /// The interval as wide as that of the draws, around the figure itself. Drawn videos come twice and labels of few videos not at all, which lifts mean average precision in every draw: how wide the draws lie says how sure a figure is, where they lie does not.
    /// </summary>
    public static Interval Centre(double figure, Interval drawn)
    {
        var half = (drawn.High - drawn.Low) / 2;
        return new Interval(figure - half, figure + half);
    }
}
