using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Writes numbers one after the other into a vector.</summary>
internal ref struct FeatureWriter(Span<float> vector)
{
    private Span<float> _rest = vector;

    /// <summary>Writes a number.</summary>
    public void Add(float value)
    {
        _rest[0] = value;
        _rest = _rest[1..];
    }

    /// <summary>Writes numbers.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        values.CopyTo(_rest);
        _rest = _rest[values.Length..];
    }

    /// <summary>Writes the mean of each column.</summary>
    public void Means(DenseMatrix frames)
    {
        for (var column = 0; column < frames.Columns; column++)
        {
            Add((float)Mean(frames, column));
        }
    }

    /// <summary>Writes the standard deviation of each column.</summary>
    public void Deviations(DenseMatrix frames)
    {
        for (var column = 0; column < frames.Columns; column++)
        {
            var (mean, squares) = (Mean(frames, column), 0.0);
            for (var frame = 0; frame < frames.Rows; frame++)
            {
                var distance = frames[frame, column] - mean;
                squares += distance * distance;
            }

            Add((float)Math.Sqrt(squares / frames.Rows));
        }
    }

    private static double Mean(DenseMatrix frames, int column)
    {
        var sum = 0.0;
        for (var frame = 0; frame < frames.Rows; frame++)
        {
            sum += frames[frame, column];
        }

        return sum / frames.Rows;
    }
}
