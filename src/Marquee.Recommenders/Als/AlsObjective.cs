namespace Marquee.Recommenders;

/// <summary>
/// What is minimized, over user factors <c>x</c> and item factors <c>y</c>:
/// <c>sum over met pairs of w (x.y - 1)^2 + sum over rejected pairs of |w| (x.y)^2 + unobservedWeight * sum over all pairs of (x.y)^2 + sum over users of penalty |x|^2 + sum over items of penalty |y|^2</c>.
/// </summary>
/// <param name="UnobservedWeight">Weight of every pair.</param>
/// <param name="Regularization">Strength of the penalty.</param>
/// <param name="RegularizationExponent">How the penalty grows with the weight that a row of the matrix has in the first two sums.</param>
internal readonly record struct AlsObjective(float UnobservedWeight, float Regularization, float RegularizationExponent)
{
    public static AlsObjective Of(AlsOptions options) => new(options.UnobservedWeight, options.Regularization, options.RegularizationExponent);

    /// <summary>
    /// The factor of <c>|x|^2</c> for a user (or item): <c>regularization * (sum of weights + unobservedWeight * others)^exponent</c>.
    /// With weights of 1 the sum is the number of interactions, as in the paper.
    /// </summary>
    /// <param name="weights">Weights of the pairs that met, and those of rejected pairs with a minus.</param>
    /// <param name="others">How many items (or users) there are to meet.</param>
    public float Penalty(ReadOnlySpan<float> weights, int others)
    {
        var sum = 0.0;
        foreach (var weight in weights)
        {
            sum += Math.Abs(weight);
        }

        return (float)(Regularization * Math.Pow(sum + (double)UnobservedWeight * others, RegularizationExponent));
    }
}
