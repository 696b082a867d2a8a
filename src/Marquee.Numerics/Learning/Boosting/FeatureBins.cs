namespace Marquee.Numerics.Learning;

/// <summary>A table with each feature reduced to few values, column by column: bin 0 is missing, bin <c>b</c> from 1 on holds the values above boundary <c>b - 2</c> up to boundary <c>b - 1</c>.</summary>
/// <remarks>Where a feature has few different values each has a bin of its own; else bins hold about equally many rows (quantiles). A byte for each row and feature.</remarks>
internal sealed class FeatureBins
{
    private readonly float[][] _boundaries;
    private readonly byte[][] _bins;

    private FeatureBins(int rows, float[][] boundaries, byte[][] bins)
    {
        Rows = rows;
        _boundaries = boundaries;
        _bins = bins;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of features.</summary>
    public int Features => _bins.Length;

    /// <summary>Number of bins of a feature, the missing one included.</summary>
    public int BinCount(int feature) => _boundaries[feature].Length + 2;

    /// <summary>The bin of each row.</summary>
    public ReadOnlySpan<byte> Of(int feature) => _bins[feature];

    /// <summary>The largest value of a bin, bins from 1 on but for the last: what is at most this lies in the bin or one before it.</summary>
    public float Threshold(int feature, int bin) => _boundaries[feature][bin - 1];

    /// <summary>Sorts each feature and reduces it. O(features * rows * log rows).</summary>
    /// <param name="table">Features in columns, missing ones NaN.</param>
    /// <param name="maximumBins">Bins of a feature at most, the missing one included; from 2 to 255.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public static FeatureBins Of(DenseMatrix table, int maximumBins, int maxDegreeOfParallelism)
    {
        var boundaries = new float[table.Columns][];
        var bins = new byte[table.Columns][];
        ParallelBlocks.For(table.Columns, 1, maxDegreeOfParallelism, () => new float[table.Rows], (feature, _, _, sorted) =>
        {
            var known = 0;
            var span = table.Span;
            for (var row = 0; row < table.Rows; row++)
            {
                var value = span[row * table.Columns + feature];
                if (!float.IsNaN(value))
                {
                    sorted[known++] = value;
                }
            }

            Array.Sort(sorted, 0, known);
            boundaries[feature] = Boundaries(sorted.AsSpan(0, known), maximumBins - 1);
            bins[feature] = new byte[table.Rows];
            for (var row = 0; row < table.Rows; row++)
            {
                var value = span[row * table.Columns + feature];
                bins[feature][row] = float.IsNaN(value) ? (byte)0 : (byte)(1 + FirstAtLeast(boundaries[feature], value));
            }
        });
        return new FeatureBins(table.Rows, boundaries, bins);
    }

    /// <summary>Where to cut sorted values into at most so many bins.</summary>
    private static float[] Boundaries(ReadOnlySpan<float> sorted, int bins)
    {
        var different = 0;
        for (var at = 0; at < sorted.Length; at++)
        {
            different += at == 0 || sorted[at] != sorted[at - 1] ? 1 : 0;
        }

        var boundaries = new List<float>();
        var inBin = 0;
        for (var at = 0; at + 1 < sorted.Length && boundaries.Count < bins - 1; at++)
        {
            inBin++;
            // A value that fills more than a bin alone leaves less to those that follow.
            var fair = (double)(sorted.Length - at - 1 + inBin) / (bins - boundaries.Count);
            if (sorted[at] != sorted[at + 1] && (different <= bins || inBin >= fair))
            {
                boundaries.Add(Between(sorted[at], sorted[at + 1]));
                inBin = 0;
            }
        }

        return [.. boundaries];
    }

    /// <summary>A number that is at least the lower and below the upper.</summary>
    private static float Between(float lower, float upper)
    {
        var middle = (float)(lower + ((double)upper - lower) / 2);
        return middle >= lower && middle < upper ? middle : lower;
    }

    private static int FirstAtLeast(float[] boundaries, float value)
    {
        var (low, high) = (0, boundaries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = boundaries[middle] >= value ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
