using System.Runtime.CompilerServices;

namespace Marquee.Numerics;

/// <summary>
/// Rows picked from a matrix, with a weight each, side by side in aligned memory: what an iterative solver reads over and over.
/// For one thread; allocates only to grow.
/// </summary>
internal sealed unsafe class GatheredRows
{
    private const int Alignment = 64;

    private readonly NormalKernel _kernel;
    private readonly int _length;
    private float[] _memory = [];
    private float* _weights;
    private float* _rows;
    private int _capacity;
    private int _count;

    /// <summary>Makes room for rows of a length.</summary>
    public GatheredRows(int length)
        : this(length, NormalKernel.Chosen)
    {
    }

    /// <summary>As above, with a kernel of choice.</summary>
    internal GatheredRows(int length, NormalKernel kernel)
    {
        _length = length;
        _kernel = kernel;
        Stride = RoundUp(length, NormalKernel.LengthUnit);
        Grow(8 * NormalKernel.RowsPerGroup);
    }

    /// <summary>Length of a row with the zeros behind it: that of the vectors of <see cref="AddNormalProduct"/>.</summary>
    public int Stride { get; }

    /// <summary>Replaces what was gathered.</summary>
    /// <param name="matrix">Where the rows are.</param>
    /// <param name="indices">Which rows; not checked.</param>
    /// <param name="weights">Weight of each.</param>
    public void Gather(DenseMatrix matrix, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights)
    {
        _count = RoundUp(indices.Length, NormalKernel.RowsPerGroup);
        if (_count > _capacity)
        {
            Grow(Math.Max(_count, 2 * _capacity));
        }

        var weight = new Span<float>(_weights, _count);
        weights.CopyTo(weight);
        weight[weights.Length..].Clear();
        fixed (float* rows = matrix.Span)
        fixed (int* index = indices)
        {
            _kernel.Pack(rows, _length, index, indices.Length, _rows);
        }
    }

    /// <summary><c>target += sum over rows of weight * (shift - row . vector) * row</c>.</summary>
    /// <param name="vector"><see cref="Stride"/> numbers; those behind the length of a row do not count.</param>
    /// <param name="shift">What inner products are subtracted from.</param>
    /// <param name="target"><see cref="Stride"/> numbers; those behind the length of a row stay as they are.</param>
    public void AddNormalProduct(float* vector, float shift, float* target) => _kernel.Add(_rows, _weights, _count, Stride, vector, shift, target);

    private void Grow(int capacity)
    {
        _capacity = RoundUp(capacity, NormalKernel.LengthUnit);
        _memory = GC.AllocateUninitializedArray<float>(_capacity * (Stride + 1) + Alignment / sizeof(float), pinned: true);
        _weights = (float*)(((nuint)Unsafe.AsPointer(ref _memory[0]) + Alignment - 1) & ~(nuint)(Alignment - 1));
        _rows = _weights + _capacity;
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
