using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>How likely it is that a number with standard normal noise lies in an interval, as a function of the number.</summary>
internal static class IntervalLikelihood
{
    // Far from where a rating belongs its probability is too small a number to divide by.
    private const double SmallestProbability = 1e-300;
    private const double SmallestWeight = 1e-6;

    /// <summary>The probability; a tiny number where it is too small for one.</summary>
    /// <param name="low">The lower bound less the number; may be negative infinity.</param>
    /// <param name="high">The upper bound less the number; may be infinity.</param>
    public static double Probability(double low, double high) => Math.Max(SmallestProbability, low > 0
        ? NormalDistribution.Cumulative(-low) - NormalDistribution.Cumulative(-high)
        : NormalDistribution.Cumulative(high) - NormalDistribution.Cumulative(low));

    /// <summary>The first derivative of the logarithm of the probability by the number, and the negative of the second, which is between 0 and 1.</summary>
    public static (double Slope, double Weight) Derivatives(double low, double high)
    {
        var probability = Probability(low, high);
        var (lowDensity, highDensity) = (double.IsInfinity(low) ? 0 : NormalDistribution.Density(low) / probability, double.IsInfinity(high) ? 0 : NormalDistribution.Density(high) / probability);
        var slope = lowDensity - highDensity;
        var weight = (slope * slope) + (highDensity == 0 ? 0 : high * highDensity) - (lowDensity == 0 ? 0 : low * lowDensity);
        return (slope, Math.Clamp(weight, SmallestWeight, 1));
    }
}
