using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

/// <summary>Compares the gradients of a computation with central differences.</summary>
internal static class GradientCheck
{
    private const float Step = 1e-2f;

    /// <summary>
    /// Makes parameters of some shapes with normal values, computes something of them, and checks the derivative by every number of every parameter of <c>sum of (output - target)^2 / 2</c>, with targets drawn at random.
    /// </summary>
    /// <param name="compute">Computes a tensor of any shape from the parameters as tensors.</param>
    /// <param name="shapes">Shapes of the parameters.</param>
    /// <param name="training">Whether dropout and the like do something.</param>
    /// <param name="tolerance">Largest difference, as a share of the larger of 1 and the derivative.</param>
    /// <param name="scale">Standard deviation of the parameters.</param>
    public static void Verify(Func<Tape, Tensor[], Tensor> compute, TensorShape[] shapes, bool training = false, double tolerance = 1e-2, double scale = 1)
    {
        var parameters = new ParameterSet(new SplittableRandom(7));
        var all = shapes.Select((shape, index) => parameters.AddNormal($"p{index}", shape, scale)).ToArray();
        Verify(parameters, tape => compute(tape, [.. all.Select(tape.Use)]), training, tolerance);
    }

    /// <summary>The same for given parameters, which <paramref name="compute"/> uses as it likes.</summary>
    public static void Verify(ParameterSet parameters, Func<Tape, Tensor> compute, bool training = false, double tolerance = 1e-2)
    {
        var tape = new Tape(parameters);
        float[]? targets = null;

        double Loss(bool backward)
        {
            tape.Reset(recording: true, training, seed: 99);
            var output = compute(tape);
            if (targets is null)
            {
                var random = new SplittableRandom(13);
                targets = new float[output.Count];
                for (var index = 0; index < targets.Length; index++)
                {
                    targets[index] = (float)random.NextGaussian();
                }
            }

            if (backward)
            {
                tape.Backward(tape.SquaredError(output, targets));
                return 0;
            }

            // In double precision, so that small differences of large sums are not lost.
            var sum = 0.0;
            for (var index = 0; index < targets.Length; index++)
            {
                sum += Math.Pow((double)output.Values[index] - targets[index], 2) / 2;
            }

            return sum;
        }

        // Twice, since a tape that is used again must not see what the first step left.
        Loss(backward: true);
        Loss(backward: true);
        var gradients = parameters.All.Select(parameter => Dense(tape.Gradients[parameter])).ToArray();
        foreach (var parameter in parameters.All)
        {
            for (var index = 0; index < parameter.Shape.Count; index++)
            {
                var held = parameter.Values[index];
                parameter.Values[index] = held + Step;
                var above = Loss(backward: false);
                parameter.Values[index] = held - Step;
                var below = Loss(backward: false);
                parameter.Values[index] = held;
                var difference = (above - below) / (2 * Step);
                var gradient = gradients[parameter.Index][index];
                Math.Abs(gradient - difference).ShouldBeLessThanOrEqualTo(
                    tolerance * Math.Max(1, Math.Abs(difference)), $"{parameter.Name}[{index}]: gradient {gradient}, central difference {difference}");
            }
        }
    }

    /// <summary>A gradient as numbers of the whole parameter.</summary>
    public static float[] Dense(ParameterGradient gradient)
    {
        var dense = new float[gradient.Parameter.Shape.Count];
        if (!gradient.Parameter.HasSparseGradient)
        {
            gradient.Values.CopyTo(dense);
            return dense;
        }

        var columns = gradient.Parameter.Shape.Columns;
        for (var slot = 0; slot < gradient.Rows.Length; slot++)
        {
            gradient.Values.Slice(slot * columns, columns).CopyTo(dense.AsSpan(gradient.Rows[slot] * columns));
        }

        return dense;
    }
}
