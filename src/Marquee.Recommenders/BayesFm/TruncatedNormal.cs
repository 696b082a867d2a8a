using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Draws from the standard normal distribution between two bounds.</summary>
internal static class TruncatedNormal
{
    // Behind this the share that lies beyond is too small a number to be inverted.
    private const double FarTail = 30;

    /// <summary>Draws a number.</summary>
    /// <param name="low">The lower bound, or negative infinity.</param>
    /// <param name="high">The upper bound, or positive infinity; above <paramref name="low"/>.</param>
    /// <param name="random">Chance.</param>
    public static double Draw(double low, double high, SplittableRandom random)
    {
        // Small shares are exact below the middle only.
        if (low > 0)
        {
            return -Draw(-high, -low, random);
        }

        if (high < -FarTail)
        {
            return -DrawFar(-high, -low, random);
        }

        var (below, upTo) = (NormalDistribution.Cumulative(low), NormalDistribution.Cumulative(high));
        // Never 0 nor 1: both are infinite.
        var share = below + ((upTo - below) * (1 - random.NextDouble()));
        return Math.Clamp(NormalDistribution.Quantile(Math.Clamp(share, double.Epsilon, 1 - 1e-16)), low, high);
    }

    // Exponential proposals (Robert, Simulation of Truncated Normal Variables, 1995), from low upwards.
    private static double DrawFar(double low, double high, SplittableRandom random)
    {
        while (true)
        {
            // The exponential distribution cut at the upper bound.
            var reach = 1 - Math.Exp(-low * (high - low));
            var beyond = -Math.Log(1 - (reach * random.NextDouble())) / low;
            if (random.NextDouble() <= Math.Exp(-0.5 * beyond * beyond))
            {
                return Math.Min(low + beyond, high);
            }
        }
    }
}
