using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Constants and checks that objectives share.</summary>
internal static class ViewTensors
{
    /// <summary>Refuses views that no objective can compare.</summary>
    /// <returns>How many examples there are.</returns>
    public static int Check(Tape tape, Tensor first, Tensor second)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Shape.Rank != 2 || first.Shape != second.Shape || first.Shape[0] < 2)
        {
            throw new ArgumentException($"Views are two matrices of the same shape with at least two rows, not {first.Shape} and {second.Shape}.", nameof(second));
        }

        return first.Shape[0];
    }

    /// <summary>A square matrix that is one number on its diagonal and another beside it.</summary>
    public static Tensor Diagonal(Tape tape, int size, float onDiagonal, float beside)
    {
        var matrix = tape.Input(new TensorShape(size, size));
        var values = matrix.Values;
        values.Fill(beside);
        for (var row = 0; row < size; row++)
        {
            values[(row * size) + row] = onDiagonal;
        }

        return matrix;
    }

    /// <summary>The square root of numbers from 0, with a little added so that its derivative stays finite.</summary>
    public static Tensor Root(Tape tape, Tensor input, float little) => tape.Exp(tape.Scale(tape.Log(tape.Add(input, tape.Input(new TensorShape(), [little]))), 0.5f));
}
