using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>How likely each rating is: what a model knows of a rating, and how sure it is of it. Immutable.</summary>
/// <remarks>
/// Either a normal distribution, or a probability for each of the values that ratings have. Such a value stands for all numbers that are nearer to it than to another one (the outermost ones reach as far out as in), within
/// which it is spread evenly: quantiles are interpolated, so that <c>surely a 4</c> and <c>a 4, perhaps a 5</c> differ although the median of both is nearest to 4.
/// </remarks>
public sealed class RatingDistribution
{
    private readonly float[] _values;
    private readonly float[] _probabilities;
    private readonly RatingScale _scale;

    private RatingDistribution(float mean, float standardDeviation, RatingScale scale, float[] values, float[] probabilities)
    {
        Mean = mean;
        StandardDeviation = standardDeviation;
        _scale = scale;
        _values = values;
        _probabilities = probabilities;
    }

    /// <summary>The expected rating.</summary>
    public float Mean { get; }

    /// <summary>How far ratings lie from it.</summary>
    public float StandardDeviation { get; }

    /// <summary>The values that ratings have, ascending; empty where any number may be a rating.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>How likely each of <see cref="Values"/> is; they add up to 1.</summary>
    public ReadOnlySpan<float> Probabilities => _probabilities;

    /// <summary>Mean and standard deviation.</summary>
    public RatingPrediction Prediction => new(Mean, StandardDeviation);

    /// <summary>A normal distribution, of which what lies outside the scale counts for its ends.</summary>
    /// <param name="prediction">Mean and standard deviation.</param>
    /// <param name="scale">Between which values ratings lie; no quantile lies outside.</param>
    public static RatingDistribution Normal(RatingPrediction prediction, RatingScale scale) => new(prediction.Mean, prediction.StandardDeviation, scale, [], []);

    /// <summary>A probability for each value.</summary>
    /// <param name="values">The values, ascending, at least one.</param>
    /// <param name="probabilities">As many probabilities, which add up to 1.</param>
    /// <exception cref="ArgumentException">There is no value, or not one probability for each.</exception>
    public static RatingDistribution Discrete(ReadOnlySpan<float> values, ReadOnlySpan<double> probabilities)
    {
        if (values.IsEmpty || values.Length != probabilities.Length)
        {
            throw new ArgumentException($"A distribution needs values, and as many probabilities; given: {values.Length} and {probabilities.Length}.");
        }

        var (mean, square) = (0.0, 0.0);
        for (var at = 0; at < values.Length; at++)
        {
            mean += probabilities[at] * values[at];
            square += probabilities[at] * values[at] * values[at];
        }

        var own = new float[values.Length];
        for (var at = 0; at < own.Length; at++)
        {
            own[at] = (float)probabilities[at];
        }

        return new RatingDistribution((float)mean, (float)Math.Sqrt(Math.Max(0, square - (mean * mean))), new RatingScale(values[0], values[^1]), values.ToArray(), own);
    }

    /// <summary>The number that a share of all ratings does not exceed.</summary>
    /// <param name="level">The share, between 0 and 1 (0.5 for the median).</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public float Quantile(double level)
    {
        if (double.IsNaN(level) || level < 0 || level > 1)
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A share lies between 0 and 1.");
        }

        if (_values.Length == 0)
        {
            return _scale.Nearest(Mean + (StandardDeviation * NormalDistribution.Quantile(level)));
        }

        var below = 0.0;
        for (var at = 0; at < _values.Length; at++)
        {
            if (_probabilities[at] > 0 && (below + _probabilities[at] >= level || at == _values.Length - 1))
            {
                var (low, high) = Reach(at);
                return (float)(low + ((high - low) * Math.Clamp((level - below) / _probabilities[at], 0, 1)));
            }

            below += _probabilities[at];
        }

        return (float)Reach(_values.Length - 1).High;
    }

    /// <summary>Between which numbers ratings lie with a probability, equally likely to be lower as to be higher: from <c>Quantile((1 - probability) / 2)</c> to <c>Quantile((1 + probability) / 2)</c>.</summary>
    /// <param name="probability">The probability, such as 0.9.</param>
    public (float Low, float High) Interval(double probability) => (Quantile((1 - probability) / 2), Quantile((1 + probability) / 2));

    /// <summary>How much of a rating lies in <see cref="Interval"/>: 1 or 0 where any number may be a rating; else, since a value stands for all numbers nearest to it, the share of these that lie there.</summary>
    /// <remarks>If the probabilities are right this is <paramref name="probability"/> on average, however few values there are; asking whether the value itself lies there is not (Czado, Gneiting and Held, Predictive Model Assessment for Count Data, Biometrics 2009).</remarks>
    /// <param name="rating">The rating; one that is none of the values counts as the nearest of them.</param>
    /// <param name="probability">The probability of the interval, such as 0.9.</param>
    public double Covers(float rating, double probability)
    {
        var (low, high) = Interval(probability);
        var at = 0;
        for (var other = 1; other < _values.Length; other++)
        {
            at = Math.Abs(_values[other] - rating) < Math.Abs(_values[at] - rating) ? other : at;
        }

        var (from, to) = _values.Length == 0 ? (rating, rating) : Reach(at);
        return to > from ? Math.Max(0, Math.Min(to, high) - Math.Max(from, low)) / (to - from) : from >= low && from <= high ? 1 : 0;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Mean:0.00} +- {StandardDeviation:0.00}";

    // The numbers that a value stands for.
    private (double Low, double High) Reach(int at)
    {
        if (_values.Length == 1)
        {
            return (_values[0], _values[0]);
        }

        var toHigher = at + 1 < _values.Length ? (_values[at + 1] - (double)_values[at]) / 2 : (_values[at] - (double)_values[at - 1]) / 2;
        var toLower = at > 0 ? (_values[at] - (double)_values[at - 1]) / 2 : toHigher;
        return (_values[at] - toLower, _values[at] + toHigher);
    }
}
