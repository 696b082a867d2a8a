namespace Marquee.Numerics.Learning;

/// <summary>The same numbers in another shape, order or company.</summary>
public static unsafe class Shapes
{
    /// <summary>The same numbers with other axes. Nothing is copied: both tensors share numbers and gradient.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="shape">A shape of as many numbers.</param>
    /// <returns>The other look at it.</returns>
    /// <exception cref="ArgumentException">The shape holds another number of numbers.</exception>
    public static Tensor Reshape(this Tape tape, Tensor input, TensorShape shape)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        return shape.Count == input.Count
            ? tape.View(input, shape)
            : throw new ArgumentException($"A tensor of {input.Shape} holds {input.Count} numbers and cannot become {shape}, which holds {shape.Count}.", nameof(shape));
    }

    /// <summary>The same numbers as a constant: no gradient goes back through it, as of targets that a loss compares with. Nothing is copied.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Detach(this Tape tape, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        return tape.Constant(input);
    }

    /// <summary>A part of an axis. Along the first axis nothing is copied: both tensors share numbers and gradient.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="axis">Which axis, counted from the outermost; <c>^1</c> is the last.</param>
    /// <param name="start">First place of the part.</param>
    /// <param name="length">Places in the part.</param>
    /// <returns>The shape with that length of the axis.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the part goes beyond it.</exception>
    public static Tensor Slice(this Tape tape, Tensor input, Index axis, int start, int length)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        var place = input.Shape.AxisOf(axis);
        var whole = input.Shape[place];
        if (start < 0 || length < 0 || start > whole - length)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, $"A part of {length} from {start} goes beyond axis {place} of {input.Shape}, whose length is {whole}.");
        }

        var shape = input.Shape.With(place, length);
        var (outer, inner) = (shape.CountOf(0, place), shape.CountOf(place + 1, shape.Rank));
        if (outer == 1)
        {
            return tape.View(input, shape, start * inner);
        }

        var output = tape.NewTensor(shape, input.RequiresGradient);
        Copy(input.Data + (nint)start * inner, (nint)whole * inner, output.Data, (nint)length * inner, outer, length * inner);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<SliceOperation>(output);
            (operation.Input, operation.Offset, operation.Stride) = (input, start * inner, whole * inner);
            (operation.Runs, operation.RunLength) = (outer, length * inner);
        }

        return output;
    }

    /// <summary>Tensors one after the other along an axis.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="axis">Which axis, counted from the outermost; <c>^1</c> is the last.</param>
    /// <param name="inputs">Tensors that differ in the length of that axis alone; at least one.</param>
    /// <returns>The shape with the sum of the lengths.</returns>
    /// <exception cref="ArgumentException">There is none, or the shapes do not fit.</exception>
    public static Tensor Concatenate(this Tape tape, Index axis, params ReadOnlySpan<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (inputs.IsEmpty)
        {
            throw new ArgumentException("There is nothing to concatenate: name at least one tensor.", nameof(inputs));
        }

        var first = inputs[0].Shape;
        var place = first.AxisOf(axis);
        var (length, requiresGradient) = (0, false);
        foreach (var input in inputs)
        {
            if (input.Shape.Rank != first.Rank || input.Shape.With(place, 0) != first.With(place, 0))
            {
                throw new ArgumentException($"Tensors of {first} and {input.Shape} cannot be put side by side along axis {place}: all other axes must have the same length.", nameof(inputs));
            }

            length += input.Shape[place];
            requiresGradient |= input.RequiresGradient;
        }

        var shape = first.With(place, length);
        var (outer, inner) = (shape.CountOf(0, place), shape.CountOf(place + 1, shape.Rank));
        var output = tape.NewTensor(shape, requiresGradient);
        var offset = 0;
        foreach (var input in inputs)
        {
            var run = input.Shape[place] * inner;
            Copy(input.Data, run, output.Data + offset, (nint)length * inner, outer, run);
            if (output.RequiresGradient && input.RequiresGradient)
            {
                // One operation a part: each walks back on its own.
                var operation = tape.Record<ConcatenateOperation>(output);
                (operation.Input, operation.Offset, operation.Stride, operation.Runs, operation.RunLength) = (input, offset, length * inner, outer, run);
            }

            offset += run;
        }

        return output;
    }

    /// <summary>Exchanges two axes.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="first">One axis, counted from the outermost; <c>^1</c> is the last.</param>
    /// <param name="second">The other.</param>
    /// <returns>The shape with both lengths exchanged.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <remarks>A matrix product takes transposed operands as they are: this is for what is not a product.</remarks>
    public static Tensor Transpose(this Tape tape, Tensor input, Index first, Index second)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        var shape = input.Shape;
        var (one, other) = (shape.AxisOf(first), shape.AxisOf(second));
        if (one == other)
        {
            return input;
        }

        var (low, high) = (Math.Min(one, other), Math.Max(one, other));
        var exchange = new AxisExchange(shape.CountOf(0, low), shape[low], shape.CountOf(low + 1, high), shape[high], shape.CountOf(high + 1, shape.Rank));
        var output = tape.NewTensor(shape.With(low, shape[high]).With(high, shape[low]), input.RequiresGradient);
        exchange.Run(input.Data, output.Data, add: false);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<TransposeOperation>(output);
            (operation.Input, operation.Back) = (input, exchange.Inverse);
        }

        return output;
    }

    private static void Copy(float* source, nint sourceStride, float* target, nint targetStride, int runs, int length)
    {
        for (var run = 0; run < runs; run++)
        {
            new ReadOnlySpan<float>(source + run * sourceStride, length).CopyTo(new Span<float>(target + run * targetStride, length));
        }
    }

    private static void Add(float* source, nint sourceStride, float* target, nint targetStride, int runs, int length)
    {
        for (var run = 0; run < runs; run++)
        {
            ElementKernels.Chosen.Add(source + run * sourceStride, target + run * targetStride, length);
        }
    }

    private sealed class SliceOperation : Operation
    {
        public Tensor Input = null!;
        public int Offset;
        public int Stride;
        public int Runs;
        public int RunLength;

        protected internal override void Backward(Tape tape) => Add(Output.GradientData, RunLength, Input.AddGradient() + Offset, Stride, Runs, RunLength);
    }

    private sealed class ConcatenateOperation : Operation
    {
        public Tensor Input = null!;
        public int Offset;
        public int Stride;
        public int Runs;
        public int RunLength;

        protected internal override void Backward(Tape tape)
        {
            var gradient = Input.ReceiveGradient(out var held);
            if (held == 0)
            {
                Copy(Output.GradientData + Offset, Stride, gradient, RunLength, Runs, RunLength);
            }
            else
            {
                Add(Output.GradientData + Offset, Stride, gradient, RunLength, Runs, RunLength);
            }
        }
    }

    private sealed class TransposeOperation : Operation
    {
        public Tensor Input = null!;
        public AxisExchange Back;

        protected internal override void Backward(Tape tape)
        {
            var gradient = Input.ReceiveGradient(out var held);
            Back.Run(Output.GradientData, gradient, held != 0);
        }
    }
}
