using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Brings patches to the same contrast, and takes away how their numbers go together: <c>(p - mean) V (D + floor)^(-1/2) V'</c> of the covariance <c>V D V'</c> of patches.</summary>
internal sealed class PatchWhitening
{
    private readonly float[] _means;
    private readonly float _contrastFloor;

    private PatchWhitening(float[] means, DenseMatrix map, float contrastFloor) => (_means, Map, _contrastFloor) = (means, map, contrastFloor);

    /// <summary>What centred patches are multiplied by, <c>numbers x numbers</c>.</summary>
    public DenseMatrix Map { get; }

    /// <summary>Learns from patches, which are brought to the same contrast and centred in place.</summary>
    public static PatchWhitening Learn(DenseMatrix patches, PatchFeatureOptions options)
    {
        var size = patches.Columns;
        var sums = new double[size];
        for (var row = 0; row < patches.Rows; row++)
        {
            var patch = patches.Row(row);
            LevelContrast(patch, (float)options.ContrastFloor);
            for (var column = 0; column < size; column++)
            {
                sums[column] += patch[column];
            }
        }

        var means = Array.ConvertAll(sums, sum => (float)(sum / patches.Rows));
        for (var row = 0; row < patches.Rows; row++)
        {
            var patch = patches.Row(row);
            for (var column = 0; column < size; column++)
            {
                patch[column] -= means[column];
            }
        }

        var covariance = new DenseMatrix(size, size);
        MatrixProduct.Multiply(patches, true, patches, false, covariance, 1f / patches.Rows, 0, options.MaxDegreeOfParallelism);
        return new PatchWhitening(means, InverseRoot(covariance, options.WhiteningFloor), (float)options.ContrastFloor);
    }

    /// <summary>Levels the contrast of patches and centres them; the map comes after.</summary>
    public void Prepare(DenseMatrix patches)
    {
        for (var row = 0; row < patches.Rows; row++)
        {
            var patch = patches.Row(row);
            LevelContrast(patch, _contrastFloor);
            for (var column = 0; column < patch.Length; column++)
            {
                patch[column] -= _means[column];
            }
        }
    }

    /// <summary>Writes it.</summary>
    public void Save(ArtifactWriter writer)
    {
        writer.Write("means", _means, _means.Length);
        writer.Write("map", Map.Span, Map.Rows, Map.Columns);
        writer.Write("contrast", [_contrastFloor], 1);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static PatchWhitening Load(ArtifactReader reader, int size) =>
        new(reader.ReadFloats("means", size).ToArray(), new DenseMatrix(size, size, reader.ReadFloats("map", size, size)), reader.ReadFloats("contrast", 1).Span[0]);

    private static void LevelContrast(Span<float> patch, float floor)
    {
        var (sum, squares) = (0f, 0f);
        foreach (var value in patch)
        {
            sum += value;
            squares += value * value;
        }

        var mean = sum / patch.Length;
        var factor = 1 / MathF.Sqrt(Math.Max(0, (squares / patch.Length) - (mean * mean)) + floor);
        foreach (ref var value in patch)
        {
            value = (value - mean) * factor;
        }
    }

    private static DenseMatrix InverseRoot(DenseMatrix covariance, double floor)
    {
        var size = covariance.Rows;
        var (turned, rotation) = (Array.ConvertAll(covariance.Span.ToArray(), value => (double)value), new double[size * size]);

        // The rotation's rows are the eigenvectors of a symmetric matrix, and the lengths of the rows left behind its eigenvalues.
        JacobiSvd.OrthogonalizeRows(size, turned, rotation);
        var result = new double[size * size];
        for (var vector = 0; vector < size; vector++)
        {
            var own = rotation.AsSpan(vector * size, size);
            var square = 0.0;
            foreach (var value in turned.AsSpan(vector * size, size))
            {
                square += value * value;
            }

            var factor = 1 / Math.Sqrt(Math.Sqrt(square) + floor);
            for (var row = 0; row < size; row++)
            {
                for (var column = 0; column < size; column++)
                {
                    result[(row * size) + column] += factor * own[row] * own[column];
                }
            }
        }

        return new DenseMatrix(size, size, Array.ConvertAll(result, value => (float)value));
    }
}
