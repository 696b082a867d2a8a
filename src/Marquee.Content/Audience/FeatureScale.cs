using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Brings features to mean 0 and deviation 1, and what is not known to the mean, for models that multiply features by weights.</summary>
internal sealed class FeatureScale
{
    /// <summary>Beyond this many deviations a value counts as that far: one strange launch should not decide about an estimate.</summary>
    private const float Furthest = 5;

    private readonly float[] _means;
    private readonly float[] _factors;

    /// <summary>Takes means and deviations from a table.</summary>
    /// <param name="table">Features in columns, NaN where not known.</param>
    public FeatureScale(DenseMatrix table)
    {
        _means = new float[table.Columns];
        _factors = new float[table.Columns];
        for (var column = 0; column < table.Columns; column++)
        {
            var (count, sum, squares) = (0, 0.0, 0.0);
            for (var row = 0; row < table.Rows; row++)
            {
                var value = (double)table[row, column];
                if (!double.IsNaN(value))
                {
                    (count, sum, squares) = (count + 1, sum + value, squares + (value * value));
                }
            }

            var mean = count == 0 ? 0 : sum / count;
            var variance = count == 0 ? 0 : Math.Max(0, (squares / count) - (mean * mean));
            _means[column] = (float)mean;
            _factors[column] = variance > 1e-12 * Math.Max(1, mean * mean) ? (float)(1 / Math.Sqrt(variance)) : 0;
        }
    }

    /// <summary>Number of features.</summary>
    public int Features => _means.Length;

    /// <summary>Scales one row.</summary>
    public void Apply(ReadOnlySpan<float> features, Span<float> scaled)
    {
        for (var column = 0; column < _means.Length; column++)
        {
            var value = features[column];
            scaled[column] = float.IsNaN(value) ? 0 : Math.Clamp((value - _means[column]) * _factors[column], -Furthest, Furthest);
        }
    }

    /// <summary>Scales a table.</summary>
    public DenseMatrix Apply(DenseMatrix table)
    {
        var scaled = new DenseMatrix(table.Rows, table.Columns);
        for (var row = 0; row < table.Rows; row++)
        {
            Apply(table.Row(row), scaled.Row(row));
        }

        return scaled;
    }
}
