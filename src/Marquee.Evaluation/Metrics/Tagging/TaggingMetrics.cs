namespace Marquee.Evaluation;

/// <summary>The measures of video tagging, together and with intervals.</summary>
public static class TaggingMetrics
{
    /// <summary>Hit@1, PERR, mAP and GAP@20.</summary>
    public static IReadOnlyList<ITaggingMetric> All { get; } = [new HitAtOne(), new EqualRecallPrecision(), new MeanAveragePrecision(), new GlobalAveragePrecisionAt(20)];

    /// <summary>The value of each.</summary>
    /// <param name="examples">Scores and labels.</param>
    public static IReadOnlyList<KeyValuePair<string, double>> Values(TaggedExamples examples) =>
        [.. All.Select(metric => KeyValuePair.Create(metric.Key, metric.Prepare(examples)(null)))];

    /// <summary>95% bootstrap intervals over examples of the mean of several models, such as trainings from several seeds or labels, judged on the same examples; where <paramref name="others"/> are given, of the difference of the means. As wide as the middle 95% of the draws, around the figure itself.</summary>
    /// <param name="models">What each model said of the same examples.</param>
    /// <param name="others">What the models to compare with said of them; empty for none.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <returns>The figure and its interval, metric by metric.</returns>
    /// <exception cref="ArgumentException">There is no model, or the numbers of examples differ.</exception>
    public static IReadOnlyList<(string Key, double Value, Interval Interval)> Compare(
        IReadOnlyList<TaggedExamples> models, IReadOnlyList<TaggedExamples> others, ulong seed, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(others);
        if (models.Count == 0 || models.Concat(others).Any(model => model.Count != models[0].Count))
        {
            throw new ArgumentException("Models, at least one, are compared on the same examples.", nameof(models));
        }

        return PreparedTagging.Compare([.. models.Select(model => new PreparedTagging(model))], [.. others.Select(model => new PreparedTagging(model))], seed, maxDegreeOfParallelism);
    }
}
