namespace Marquee.Numerics;

/// <summary>
/// A dense matrix of single-precision numbers, stored row by row without gaps:
/// element <c>(r, c)</c> lies at <c>r * Columns + c</c> of <see cref="Memory"/>.
/// </summary>
/// <remarks>
/// The matrix is a view: it does not copy the memory it is given, so that a memory-mapped file, a pooled
/// buffer and an array all serve. It is mutable and not synchronised.
/// </remarks>
public sealed class DenseMatrix
{
    /// <summary>Makes a matrix of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    /// <exception cref="NotSupportedException">There are more numbers than one array holds.</exception>
    public DenseMatrix(int rows, int columns)
        : this(rows, columns, Allocate(rows, columns))
    {
    }

    /// <summary>Lays a matrix over existing memory, without copying it.</summary>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="columns">Number of columns, at least 0.</param>
    /// <param name="memory">At least <c>rows * columns</c> numbers; what lies beyond is left alone.</param>
    /// <exception cref="ArgumentException">The memory is too short.</exception>
    /// <exception cref="NotSupportedException">There are more numbers than one array holds.</exception>
    public DenseMatrix(int rows, int columns, Memory<float> memory)
    {
        var length = LengthOf(rows, columns);
        if (memory.Length < length)
        {
            throw new ArgumentException(
                $"A {rows} x {columns} matrix needs {length} numbers; the memory holds {memory.Length}.", nameof(memory));
        }

        Rows = rows;
        Columns = columns;
        Memory = memory[..length];
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>All elements, row after row; <c>Rows * Columns</c> of them.</summary>
    public Memory<float> Memory { get; }

    /// <summary>All elements, row after row.</summary>
    public Span<float> Span => Memory.Span;

    /// <summary>The element at a row and a column.</summary>
    public float this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>One row; writing to it writes to the matrix.</summary>
    public Span<float> Row(int row) => Memory.Span.Slice(row * Columns, Columns);

    /// <summary>Rows <c>start .. start + count - 1</c> as a matrix over the same memory.</summary>
    public DenseMatrix Slice(int start, int count) =>
        new(count, Columns, Memory.Slice(start * Columns, count * Columns));

    /// <summary>A copy with memory of its own.</summary>
    public DenseMatrix Clone() => new(Rows, Columns, Memory.ToArray());

    /// <summary>The transposed matrix, with memory of its own. O(rows * columns).</summary>
    public DenseMatrix Transpose()
    {
        const int tile = 32;
        var result = new DenseMatrix(Columns, Rows);
        var from = Span;
        var to = result.Span;
        for (var rowTile = 0; rowTile < Rows; rowTile += tile)
        {
            for (var columnTile = 0; columnTile < Columns; columnTile += tile)
            {
                var lastRow = Math.Min(rowTile + tile, Rows);
                var lastColumn = Math.Min(columnTile + tile, Columns);
                for (var row = rowTile; row < lastRow; row++)
                {
                    for (var column = columnTile; column < lastColumn; column++)
                    {
                        to[column * Rows + row] = from[row * Columns + column];
                    }
                }
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Rows} x {Columns} dense";

    private static float[] Allocate(int rows, int columns) => new float[LengthOf(rows, columns)];

    private static int LengthOf(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        var length = (long)rows * columns;
        return length <= Array.MaxLength
            ? (int)length
            : throw new NotSupportedException($"A {rows} x {columns} matrix has {length} numbers; one matrix holds at most {Array.MaxLength}.");
    }
}
