namespace Marquee.Numerics.Learning;

/// <summary>Exponentials along the last axis, normalised by their sum. None overflows.</summary>
public static unsafe class Softmaxes
{
    /// <summary><c>e^x</c> divided by its sum along the last axis: each row becomes probabilities.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Rows, <c>... x columns</c>. Negative infinity has probability 0; a row of nothing else gives NaN.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Softmax(this Tape tape, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        var output = tape.NewTensor(input.Shape, input.RequiresGradient);
        input.Values.CopyTo(output.Values);
        for (var row = 0; output.Count > 0 && row < input.Shape.Rows; row++)
        {
            SoftmaxKernels.Chosen.Softmax(output.Row(row), input.Shape.Columns);
        }

        if (output.RequiresGradient)
        {
            tape.Record<SoftmaxOperation>(output).Input = input;
        }

        return output;
    }

    /// <summary>The logarithm of <see cref="Softmax"/>, exact where the probability is too small for a number.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Rows, <c>... x columns</c>.</param>
    /// <returns>The same shape.</returns>
    public static Tensor LogSoftmax(this Tape tape, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        var output = tape.NewTensor(input.Shape, input.RequiresGradient);
        var columns = input.Shape.Columns;
        for (var row = 0; row < input.Shape.Rows; row++)
        {
            var shift = ExponentialKernel.Chosen.LogSumExp(input.Row(row), columns);
            CombinationKernel.Chosen.Combine(Combination.Difference, input.Row(row), 1, &shift, 0, output.Row(row), columns);
        }

        if (output.RequiresGradient)
        {
            tape.Record<LogSoftmaxOperation>(output).Input = input;
        }

        return output;
    }

    /// <summary>The logarithm of the sum of <c>e^x</c> along the last axis: a smooth largest number.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Rows, <c>... x columns</c>.</param>
    /// <returns>The shape without its last axis.</returns>
    public static Tensor LogSumExp(this Tape tape, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        var output = tape.NewTensor(input.Shape.Without(input.Shape.AxisOf(^1)), input.RequiresGradient);
        for (var row = 0; row < input.Shape.Rows; row++)
        {
            output.Data[row] = ExponentialKernel.Chosen.LogSumExp(input.Row(row), input.Shape.Columns);
        }

        if (output.RequiresGradient)
        {
            tape.Record<LogSumExpOperation>(output).Input = input;
        }

        return output;
    }

    private sealed class SoftmaxOperation : Operation
    {
        public Tensor Input = null!;

        protected internal override void Backward(Tape tape)
        {
            var columns = Output.Shape.Columns;
            var gradient = Input.ReceiveGradient(out var held);
            for (var row = 0; row < Output.Shape.Rows; row++)
            {
                var values = Output.Row(row);
                var ofOutput = Output.GradientData + (nint)row * columns;
                var ofInput = gradient + (nint)row * columns;
                var shift = ElementKernels.Chosen.Dot(values, ofOutput, columns);
                ExponentialKernel.Chosen.AddProduct(values, ofOutput, shift, held == 0 ? null : ofInput, ofInput, columns);
            }
        }
    }

    private sealed class LogSoftmaxOperation : Operation
    {
        public Tensor Input = null!;

        protected internal override void Backward(Tape tape)
        {
            var columns = Output.Shape.Columns;
            Broadcasting.AddGradient(Input, Output.GradientData);
            var gradient = Input.GradientData;
            for (var row = 0; row < Output.Shape.Rows; row++)
            {
                var sum = ElementKernels.Chosen.Sum(Output.GradientData + (nint)row * columns, columns);
                var ofInput = gradient + (nint)row * columns;
                ExponentialKernel.Chosen.AddExp(Output.Row(row), 0, -sum, ofInput, ofInput, columns);
            }
        }
    }

    private sealed class LogSumExpOperation : Operation
    {
        public Tensor Input = null!;

        protected internal override void Backward(Tape tape)
        {
            var columns = Input.Shape.Columns;
            var gradient = Input.ReceiveGradient(out var held);
            for (var row = 0; row < Input.Shape.Rows; row++)
            {
                var ofInput = gradient + (nint)row * columns;
                ExponentialKernel.Chosen.AddExp(Input.Row(row), Output.Data[row], Output.GradientData[row], held == 0 ? null : ofInput, ofInput, columns);
            }
        }
    }
}
