using System.Buffers.Binary;
using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>An array as NumPy saved it: its shape, and numbers of one type in row order.</summary>
public sealed class NumpyArray
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int _width;
    private readonly char _kind;

    internal NumpyArray(string type, IReadOnlyList<int> shape, int count, ReadOnlyMemory<byte> bytes)
    {
        (Type, Shape, Count, _bytes) = (type, shape, count, bytes);
        (_kind, _width) = (type[1], type[2] - '0');
    }

    /// <summary>NumPy's name of the type: <c>&lt;f2</c>, <c>&lt;f4</c>, <c>&lt;f8</c>, <c>|i1</c>, <c>|u1</c>, <c>&lt;i4</c> or <c>&lt;i8</c>.</summary>
    public string Type { get; }

    /// <summary>How long it is in each direction, the slowest first; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Numbers in all.</summary>
    public int Count { get; }

    /// <summary>The numbers in row order, to the nearest single.</summary>
    public float[] ToSingles()
    {
        var numbers = new float[Count];
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = (float)Number(index);
        }

        return numbers;
    }

    /// <summary>The numbers in row order. Whole numbers beyond 2^53 are rounded.</summary>
    public double[] ToDoubles()
    {
        var numbers = new double[Count];
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = Number(index);
        }

        return numbers;
    }

    /// <summary>The numbers as a matrix.</summary>
    /// <exception cref="MediaException">The array has not two directions.</exception>
    public DenseMatrix ToMatrix() => Shape.Count == 2
        ? new DenseMatrix(Shape[0], Shape[1], ToSingles())
        : throw new MediaException($"An array of shape ({string.Join(", ", Shape)}) is no matrix; two directions make one.");

    private double Number(int index)
    {
        var at = _bytes.Span.Slice(index * _width, _width);
        return (_kind, _width) switch
        {
            ('f', 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(at),
            ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(at),
            ('f', 8) => BinaryPrimitives.ReadDoubleLittleEndian(at),
            ('u', 1) => at[0],
            ('i', 1) => (sbyte)at[0],
            ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(at),
            _ => BinaryPrimitives.ReadInt64LittleEndian(at),
        };
    }
}
