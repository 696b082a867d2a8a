namespace Marquee.Numerics;

/// <summary>Finds where a smooth convex function is least, from its values and gradients.</summary>
/// <remarks>Source: Liu and Nocedal, On the Limited Memory BFGS Method, 1989, with ten pairs and steps halved until they bring enough (Armijo).</remarks>
internal static class LimitedMemoryMinimizer
{
    private const int Memory = 10;
    private const double SufficientDecrease = 1e-4;
    private const int MostHalvings = 30;

    /// <summary>Moves a point to the minimum, or near it.</summary>
    /// <param name="function">Writes the gradient at a point and returns the value there.</param>
    /// <param name="point">Where to begin; where it ends.</param>
    /// <param name="mostIterations">Iterations at most.</param>
    /// <param name="tolerance">It ends where the gradient is shorter than so many times that at zeros.</param>
    /// <param name="cancellationToken">Checked before each iteration.</param>
    public static void Minimize(Func<float[], float[], double> function, float[] point, int mostIterations, double tolerance, CancellationToken cancellationToken)
    {
        var (gradient, trial, trialGradient, direction) = (new float[point.Length], new float[point.Length], new float[point.Length], new float[point.Length]);
        var pairs = new List<(float[] Step, float[] Change, double Product)>();
        var value = function(point, gradient);
        // Begun elsewhere, it must come as near.
        var first = point.AsSpan().ContainsAnyExcept(0f) ? NormAtZeros(function, point.Length) : Norm(gradient);
        for (var iteration = 0; iteration < mostIterations && Norm(gradient) > tolerance * first; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FindDirection(gradient, pairs, direction);
            var slope = VectorLoops.Dot(gradient, direction);
            var length = pairs.Count == 0 ? 1 / first : 1.0;
            double next;
            var halvings = 0;
            do
            {
                point.CopyTo(trial, 0);
                VectorLoops.AddScaled((float)length, direction, trial);
                next = function(trial, trialGradient);
                length /= 2;
            }
            while (!(next <= value + (SufficientDecrease * 2 * length * slope)) && ++halvings < MostHalvings);
            if (!(next < value))
            {
                // As near as single precision tells.
                return;
            }

            Remember(pairs, point, trial, gradient, trialGradient);
            trial.CopyTo(point, 0);
            trialGradient.CopyTo(gradient, 0);
            value = next;
        }
    }

    private static double NormAtZeros(Func<float[], float[], double> function, int length)
    {
        var gradient = new float[length];
        _ = function(new float[length], gradient);
        return Norm(gradient);
    }

    private static double Norm(float[] vector) => Math.Sqrt(VectorLoops.Dot(vector, vector));

    private static void Remember(List<(float[] Step, float[] Change, double Product)> pairs, float[] from, float[] to, float[] gradient, float[] nextGradient)
    {
        var (step, change) = ((float[])to.Clone(), (float[])nextGradient.Clone());
        VectorLoops.AddScaled(-1, from, step);
        VectorLoops.AddScaled(-1, gradient, change);
        var product = VectorLoops.Dot(step, change);
        if (product > 1e-10)
        {
            if (pairs.Count == Memory)
            {
                pairs.RemoveAt(0);
            }

            pairs.Add((step, change, product));
        }
    }

    private static void FindDirection(float[] gradient, List<(float[] Step, float[] Change, double Product)> pairs, float[] direction)
    {
        gradient.CopyTo(direction, 0);
        var shares = new double[pairs.Count];
        for (var pair = pairs.Count - 1; pair >= 0; pair--)
        {
            shares[pair] = VectorLoops.Dot(pairs[pair].Step, direction) / pairs[pair].Product;
            VectorLoops.AddScaled((float)-shares[pair], pairs[pair].Change, direction);
        }

        var scale = pairs.Count == 0 ? 1 : (float)(pairs[^1].Product / VectorLoops.Dot(pairs[^1].Change, pairs[^1].Change));
        foreach (ref var value in direction.AsSpan())
        {
            value *= scale;
        }

        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var share = VectorLoops.Dot(pairs[pair].Change, direction) / pairs[pair].Product;
            VectorLoops.AddScaled((float)(shares[pair] - share), pairs[pair].Step, direction);
        }

        foreach (ref var value in direction.AsSpan())
        {
            value = -value;
        }
    }
}
