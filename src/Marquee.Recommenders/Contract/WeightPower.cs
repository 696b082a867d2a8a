using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>How an option <c>weightExponent</c> makes weights count more or less: each is raised to that power.</summary>
internal static class WeightPower
{
    /// <summary>A weight raised to a power; 1 for the power 0.</summary>
    public static float Of(float weight, double exponent) => exponent switch
    {
        0 => 1,
        1 => weight,
        _ => (float)Math.Pow(weight, exponent),
    };

    /// <summary>All weights of a matrix raised to a power.</summary>
    public static SparseMatrix Of(SparseMatrix weights, double exponent) =>
        exponent == 1 ? weights : weights.WithValues(Array.ConvertAll(weights.Values.ToArray(), weight => Of(weight, exponent)));

    /// <summary>Raises all weights to a power in their place.</summary>
    public static void Apply(Span<float> weights, double exponent)
    {
        foreach (ref var weight in weights)
        {
            weight = Of(weight, exponent);
        }
    }
}
