using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Examples that lie in the rows of a matrix: ready features, or planes whose numbers have been written down.</summary>
public sealed class TableExamples : IExamples
{
    private readonly DenseMatrix _rows;

    /// <summary>Vectors.</summary>
    /// <param name="vectors">One a row; kept.</param>
    public TableExamples(DenseMatrix vectors)
        : this(vectors, new PlaneShape(1, 1, (vectors ?? throw new ArgumentNullException(nameof(vectors))).Columns))
    {
    }

    /// <summary>Planes.</summary>
    /// <param name="rows">One a row; kept.</param>
    /// <param name="shape">How the numbers of a row lie.</param>
    /// <exception cref="ArgumentException">A row has another number of numbers.</exception>
    public TableExamples(DenseMatrix rows, PlaneShape shape)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != shape.Count)
        {
            throw new ArgumentException($"Planes of {shape} are rows of {shape.Count} numbers, not {rows.Columns}.", nameof(rows));
        }

        (_rows, Shape) = (rows, shape);
    }

    /// <inheritdoc/>
    public int Count => _rows.Rows;

    /// <inheritdoc/>
    public PlaneShape Shape { get; }

    /// <inheritdoc/>
    public void Read(int index, Span<float> target) => _rows.Row(index).CopyTo(target);
}
