namespace Marquee.Numerics.Learning;

/// <summary>Dropout on a tape: numbers that are set to zero by chance while training, so that a network does not rely on any of them alone.</summary>
/// <remarks>
/// Source: Srivastava et al., Dropout, 2014. What remains is divided by the share that does, so that nothing need be scaled in use. Which numbers fall is a hash of the step's seed and of their places: it is
/// computed again on the way back, and no mask is kept.
/// </remarks>
public static unsafe class Dropouts
{
    /// <summary>Sets numbers to zero by chance and divides the others by <c>1 - rate</c>; gives back the input itself where the tape does not train.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="rate">Share that is set to zero, in <c>[0, 1)</c>.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    public static Tensor Dropout(this Tape tape, Tensor input, float rate)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        CheckRate(rate);
        if (!tape.IsTraining || rate == 0)
        {
            return input;
        }

        var output = tape.NewTensor(input.Shape, input.RequiresGradient);
        var chance = new DropoutChance(tape.NextSeed(), rate);
        DropoutKernel.Chosen.Drop(chance, input.Data, null, output.Data, input.Count);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<DropoutOperation>(output);
            (operation.Residual, operation.Input, operation.Chance) = (null, input, chance);
        }

        return output;
    }

    /// <summary><c>residual + dropout(input)</c> in one pass.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="residual">Any shape.</param>
    /// <param name="input">The same shape.</param>
    /// <param name="rate">Share of <paramref name="input"/> that is set to zero, in <c>[0, 1)</c>.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor AddDropout(this Tape tape, Tensor residual, Tensor input, float rate)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(residual);
        ArgumentNullException.ThrowIfNull(input);
        CheckRate(rate);
        if (residual.Shape != input.Shape)
        {
            throw new ArgumentException($"A residual of {residual.Shape} and an input of {input.Shape} must have the same shape.", nameof(residual));
        }

        if (!tape.IsTraining || rate == 0)
        {
            return tape.Add(residual, input);
        }

        var output = tape.NewTensor(input.Shape, residual.RequiresGradient || input.RequiresGradient);
        var chance = new DropoutChance(tape.NextSeed(), rate);
        DropoutKernel.Chosen.Drop(chance, input.Data, residual.Data, output.Data, input.Count);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<DropoutOperation>(output);
            (operation.Residual, operation.Input, operation.Chance) = (residual, input, chance);
        }

        return output;
    }

    private static void CheckRate(float rate)
    {
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The share that dropout sets to zero is at least 0 and less than 1.");
        }
    }

    private sealed class DropoutOperation : Operation
    {
        public Tensor? Residual;
        public Tensor Input = null!;
        public DropoutChance Chance;

        protected internal override void Backward(Tape tape)
        {
            if (Input.RequiresGradient)
            {
                var gradient = Input.ReceiveGradient(out var held);
                DropoutKernel.Chosen.Drop(Chance, Output.GradientData, held == 0 ? null : gradient, gradient, Input.Count);
            }

            if (Residual is { RequiresGradient: true })
            {
                Broadcasting.AddGradient(Residual, Output.GradientData);
            }
        }
    }
}
