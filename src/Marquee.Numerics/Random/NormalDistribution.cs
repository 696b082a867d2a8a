namespace Marquee.Numerics;

/// <summary>Probabilities of the standard normal distribution.</summary>
public static class NormalDistribution
{
    private const double InverseRootOfTwoPi = 0.398942280401432677939946059934;

    /// <summary>The probability of a value of at most <paramref name="z"/>, to 1.2e-7 relative in the lower half.</summary>
    public static double Cumulative(double z)
    {
        var tail = ComplementaryError(Math.Abs(z) / Math.Sqrt(2)) / 2;
        return z < 0 ? tail : 1 - tail;
    }

    /// <summary>The density at <paramref name="z"/>.</summary>
    public static double Density(double z) => InverseRootOfTwoPi * Math.Exp(-0.5 * z * z);

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

    /// <summary>The value that a share of all values does not exceed, to about 1e-15 relative (Wichura, Algorithm AS 241, Applied Statistics 1988).</summary>
    /// <param name="probability">Between 0 and 1; 0 and 1 themselves give the infinities.</param>
    public static double Quantile(double probability)
    {
        if (double.IsNaN(probability) || probability <= 0 || probability >= 1)
        {
            return probability == 0 ? double.NegativeInfinity : probability == 1 ? double.PositiveInfinity
                : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        }

        var fromMiddle = probability - 0.5;
        if (Math.Abs(fromMiddle) <= 0.425)
        {
            var square = 0.180625 - (fromMiddle * fromMiddle);
            return fromMiddle * Ratio(
                square,
                [2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080],
                [5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1]);
        }

        var root = Math.Sqrt(-Math.Log(Math.Min(probability, 1 - probability)));
        var size = root <= 5
            ? Ratio(
                root - 1.6,
                [7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734],
                [1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1])
            : Ratio(
                root - 5,
                [2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720],
                [2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1]);
        return fromMiddle < 0 ? -size : size;
    }

    private static double Ratio(double x, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
    {
        var (above, below) = (0.0, 0.0);
        for (var power = 0; power < numerator.Length; power++)
        {
            above = (above * x) + numerator[power];
            below = (below * x) + denominator[power];
        }

        return above / below;
    }
}
