using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>A rating says between which two cutpoints the expected number with standard normal noise lies (ordered probit).</summary>
/// <remarks>
/// Cutpoints are drawn given the expected numbers alone, with the noise integrated out, and the numbers behind the ratings given the cutpoints: both together, as Albert and Chib (Sequential Ordinal Modeling, Biometrics 2001)
/// do, since cutpoints hardly move when the numbers are held. See <see cref="Cutpoints"/> for how.
/// </remarks>
internal sealed class OrdinalLink : RatingLink
{
    private const int BlockSize = 4096;
    private const int TableSize = 1024;

    private readonly int[] _classes;
    private readonly float[] _levels;
    private readonly SplittableRandom[] _chance;
    private readonly Cutpoints _cutpoints;

    /// <summary>Starts with cutpoints that give each value its share of the ratings.</summary>
    /// <param name="classes">Which value each rating has.</param>
    /// <param name="levels">The values, ascending.</param>
    /// <param name="random">Chance.</param>
    public OrdinalLink(int[] classes, float[] levels, SplittableRandom random)
    {
        _classes = classes;
        _levels = levels;
        _chance = [.. Enumerable.Range(0, (classes.Length / BlockSize) + 1).Select(block => random.Split((ulong)block))];
        _cutpoints = new Cutpoints(classes, levels.Length, random.Split("cutpoints"));
        Values = new float[classes.Length];
        DrawValues(new float[classes.Length], new TrainingContext { MaxDegreeOfParallelism = 1 });
    }

    /// <inheritdoc/>
    public override float[] Values { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Cutpoints => _cutpoints.Points;

    /// <summary>The expected rating where the number behind it is expected at <paramref name="mean"/>.</summary>
    /// <param name="mean">The expected number.</param>
    /// <param name="deviation">How far the number lies from it.</param>
    /// <param name="points">The cutpoints.</param>
    /// <param name="levels">The values between them.</param>
    public static double ExpectedRating(double mean, double deviation, ReadOnlySpan<float> points, ReadOnlySpan<float> levels)
    {
        var expected = (double)levels[0];
        for (var point = 0; point < points.Length; point++)
        {
            expected += (levels[point + 1] - (double)levels[point]) * NormalDistribution.Cumulative((mean - points[point]) / deviation);
        }

        return expected;
    }

    /// <summary>How the expected rating grows with the expected number; see <see cref="ExpectedRating"/>.</summary>
    public static double Slope(double mean, double deviation, ReadOnlySpan<float> points, ReadOnlySpan<float> levels)
    {
        var slope = 0.0;
        for (var point = 0; point < points.Length; point++)
        {
            slope += (levels[point + 1] - (double)levels[point]) * NormalDistribution.Density((mean - points[point]) / deviation) / deviation;
        }

        return slope;
    }

    /// <inheritdoc/>
    public override void Draw(float[] expected, TrainingContext context)
    {
        _cutpoints.Draw(expected, context);
        DrawValues(expected, context);
    }

    /// <inheritdoc/>
    /// <remarks>The expected rating is a smooth function of one number, and is read from a table.</remarks>
    public override double Error(float[] expected)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var number in expected)
        {
            (low, high) = (Math.Min(low, number), Math.Max(high, number));
        }

        if (!double.IsFinite(low + high))
        {
            return double.NaN;
        }

        var step = Math.Max(1e-9, (high - low) / TableSize);
        var points = Array.ConvertAll(_cutpoints.Points, point => (float)point);
        var table = new double[TableSize + 2];
        for (var at = 0; at < table.Length; at++)
        {
            table[at] = ExpectedRating(low + (at * step), 1, points, _levels);
        }

        var squares = 0.0;
        for (var at = 0; at < expected.Length; at++)
        {
            var place = (expected[at] - low) / step;
            var left = (int)place;
            var rating = table[left] + ((place - left) * (table[left + 1] - table[left]));
            squares += (rating - _levels[_classes[at]]) * (rating - _levels[_classes[at]]);
        }

        return Math.Sqrt(squares / expected.Length);
    }

    private void DrawValues(float[] expected, TrainingContext context) => ParallelBlocks.For(
        _classes.Length,
        BlockSize,
        context.MaxDegreeOfParallelism,
        (start, end, block) =>
        {
            var random = _chance[block];
            var points = _cutpoints.Points;
            for (var at = start; at < end; at++)
            {
                var own = _classes[at];
                var low = own == 0 ? double.NegativeInfinity : points[own - 1] - expected[at];
                var high = own == points.Length ? double.PositiveInfinity : points[own] - expected[at];
                Values[at] = (float)(expected[at] + TruncatedNormal.Draw(low, high, random));
            }
        },
        context.CancellationToken);
}
