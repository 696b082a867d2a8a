using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>A rating is the expected number with normal noise.</summary>
internal sealed class NormalLink : RatingLink
{
    private readonly double _deviation;
    private readonly SplittableRandom _random;
    private double _intercept;
    private double _noisePrecision = 1;

    /// <summary>Takes ratings in units of their deviation around their mean.</summary>
    public NormalLink(float[] values, double deviation, SplittableRandom random)
    {
        Values = values;
        _deviation = deviation;
        _random = random;
    }

    /// <inheritdoc/>
    public override float[] Values { get; }

    /// <inheritdoc/>
    public override double Intercept => _intercept;

    /// <inheritdoc/>
    public override double NoisePrecision => _noisePrecision;

    /// <inheritdoc/>
    /// <remarks>A flat prior for the intercept; a gamma prior of shape and rate 1 keeps the noise away from zero where ratings can be told exactly.</remarks>
    public override void Draw(float[] expected, TrainingContext context)
    {
        var (sum, squares) = Sums(expected);
        var count = Math.Max(1, Values.Length);
        var change = (sum / count) + (_random.NextGaussian() / Math.Sqrt(_noisePrecision * count));
        _intercept += change;
        var squaredError = squares - (2 * change * sum) + (Values.Length * change * change);
        _noisePrecision = _random.NextGamma(1 + (Values.Length / 2.0)) / (1 + (squaredError / 2));
    }

    /// <inheritdoc/>
    public override double Error(float[] expected) => Values.Length == 0 ? 0 : _deviation * Math.Sqrt(Sums(expected).Squares / Values.Length);

    private (double Sum, double Squares) Sums(float[] expected)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var at = 0; at < expected.Length; at++)
        {
            var difference = (double)Values[at] - expected[at];
            sum += difference;
            squares += difference * difference;
        }

        return (sum, squares);
    }
}
