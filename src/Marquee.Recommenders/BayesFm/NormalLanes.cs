using System.Numerics;

namespace Marquee.Recommenders;

/// <summary>Normal probabilities and densities of many numbers, several at a time.</summary>
internal static class NormalLanes
{
    /// <summary>Beyond this a bound counts as infinite: what lies behind it has no probability that a number could hold.</summary>
    public const double Infinity = 38;

    private static readonly double[] Coefficients =
        [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];

    /// <summary>The probability that a standard normal number lies between two bounds; a tiny number where there is none. What is cut off at either bound is wrong by at most 1.2e-7 of itself, so that far tails keep their digits (Press et al., Numerical Recipes, 1992, section 6.2).</summary>
    /// <param name="low">The lower bounds, at least <c>-Infinity</c>.</param>
    /// <param name="high">The upper bounds, at most <c>Infinity</c>.</param>
    public static Vector<double> Between(Vector<double> low, Vector<double> high)
    {
        // Small shares are exact below the middle only.
        var isAbove = Vector.GreaterThan(low, Vector<double>.Zero);
        var from = Vector.ConditionalSelect(isAbove, -high, low);
        var to = Vector.ConditionalSelect(isAbove, -low, high);
        return Vector.Max(Cumulative(to) - Cumulative(from), Vector.Create(1e-300));
    }

    /// <summary>The density.</summary>
    public static Vector<double> Density(Vector<double> z) => Vector.Create(0.398942280401432677939946059934) * Vector.Exp(Vector.Create(-0.5) * z * z);

    private static Vector<double> Cumulative(Vector<double> z)
    {
        var x = Vector.Abs(z) * Vector.Create(0.70710678118654752440);
        var t = Vector<double>.One / (Vector<double>.One + (Vector.Create(0.5) * x));
        var polynomial = Vector<double>.Zero;
        for (var power = Coefficients.Length - 1; power >= 0; power--)
        {
            polynomial = (polynomial * t) + Vector.Create(Coefficients[power]);
        }

        var tail = Vector.Create(0.5) * t * Vector.Exp(polynomial - (x * x));
        return Vector.ConditionalSelect(Vector.LessThan(z, Vector<double>.Zero), tail, Vector<double>.One - tail);
    }
}
