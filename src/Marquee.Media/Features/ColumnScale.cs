using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Brings each column of vectors to mean 0 and deviation 1 over those that it was measured on; a column that is the same in all of them becomes 0 everywhere.</summary>
public sealed class ColumnScale
{
    private readonly float[] _means;
    private readonly float[] _factors;

    private ColumnScale(float[] means, float[] factors) => (_means, _factors) = (means, factors);

    /// <summary>What is taken off each column.</summary>
    public ReadOnlySpan<float> Means => _means;

    /// <summary>What each column is multiplied by then: 1 over its deviation, or 0.</summary>
    public ReadOnlySpan<float> Factors => _factors;

    /// <summary>Measures vectors.</summary>
    /// <param name="vectors">A row a vector, at least one.</param>
    public static ColumnScale Of(DenseMatrix vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentOutOfRangeException.ThrowIfZero(vectors.Rows, nameof(vectors));
        var (sums, squares) = (new double[vectors.Columns], new double[vectors.Columns]);
        for (var row = 0; row < vectors.Rows; row++)
        {
            var vector = vectors.Row(row);
            for (var column = 0; column < vector.Length; column++)
            {
                sums[column] += vector[column];
                squares[column] += (double)vector[column] * vector[column];
            }
        }

        var factors = new float[vectors.Columns];
        for (var column = 0; column < factors.Length; column++)
        {
            var mean = sums[column] / vectors.Rows;
            var variance = (squares[column] / vectors.Rows) - (mean * mean);

            // A number that is the same in all vectors tells nothing apart.
            factors[column] = variance > 1e-12 * (1e-12 + (mean * mean)) && variance > 0 ? (float)(1 / Math.Sqrt(variance)) : 0;
        }

        return new ColumnScale(Array.ConvertAll(sums, sum => (float)(sum / vectors.Rows)), factors);
    }

    /// <summary>Scales vectors in place.</summary>
    /// <param name="vectors">As many columns as were measured.</param>
    /// <exception cref="ArgumentException">There are other columns.</exception>
    public void Apply(DenseMatrix vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        if (vectors.Columns != _means.Length)
        {
            throw new ArgumentException($"The scale is that of {_means.Length} columns, and there are {vectors.Columns}.", nameof(vectors));
        }

        for (var row = 0; row < vectors.Rows; row++)
        {
            var vector = vectors.Row(row);
            for (var column = 0; column < vector.Length; column++)
            {
                vector[column] = (vector[column] - _means[column]) * _factors[column];
            }
        }
    }
}
