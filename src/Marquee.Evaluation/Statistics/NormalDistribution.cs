namespace Marquee.Evaluation;

/// <summary>Probabilities of the standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>The probability of a value of at most <paramref name="z"/>, to 1.2e-7 relative in the lower half.</summary>
    public static double Cumulative(double z)
    {
        var tail = ComplementaryError(Math.Abs(z) / Math.Sqrt(2)) / 2;
        return z < 0 ? tail : 1 - tail;
    }

    /// <summary>erfc(x) for x &gt;= 0, to 1.2e-7 relative (Numerical Recipes, 1992, section 6.2).</summary>
    public static double ComplementaryError(double x)
    {
        ReadOnlySpan<double> coefficients =
            [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
        var t = 1 / (1 + (0.5 * x));
        var polynomial = 0.0;
        for (var power = coefficients.Length - 1; power >= 0; power--)
        {
            polynomial = (polynomial * t) + coefficients[power];
        }

        return Math.Min(1, t * Math.Exp((-x * x) + polynomial));
    }
}
