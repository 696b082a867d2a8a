namespace Marquee.Evaluation;

/// <summary>Means over examples that count several times or not at all.</summary>
internal static class TaggingMeans
{
    /// <summary>The mean of the values that are numbers.</summary>
    /// <param name="values">A value an example; NaN leaves it out.</param>
    /// <param name="times">How often each counts; once where nothing is given.</param>
    public static double Mean(double[] values, int[]? times)
    {
        var (sum, count) = (0.0, 0L);
        for (var example = 0; example < values.Length; example++)
        {
            var weight = double.IsNaN(values[example]) ? 0 : times?[example] ?? 1;
            if (weight > 0)
            {
                sum += weight * values[example];
                count += weight;
            }
        }

        return sum / count;
    }
}
