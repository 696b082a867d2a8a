using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Mel-frequency cepstral coefficients: the cosine transform of the levels of a <see cref="MelSpectrogram"/>, band by band, whose first few say what form a spectrum has and little of its pitch.</summary>
/// <remarks>
/// Source: Davis and Mermelstein, Comparison of Parametric Representations for Monosyllabic Word Recognition, 1980. The transform is the orthonormal DCT-II: coefficient 0 is the sum of the levels divided by the root of their number.
/// O(frames x bands x coefficients).
/// </remarks>
public static class MelCepstrum
{
    /// <summary>The coefficients of each frame.</summary>
    /// <param name="levels"><c>frames x bands</c>, in decibels.</param>
    /// <param name="coefficients">How many, from 1 to the number of bands. 13 and 20 are usual.</param>
    /// <returns><c>frames x coefficients</c>.</returns>
    public static DenseMatrix Of(DenseMatrix levels, int coefficients)
    {
        ArgumentNullException.ThrowIfNull(levels);
        AugmentationChecks.InRange(coefficients, 1, levels.Columns);
        var cosines = new DenseMatrix(coefficients, levels.Columns);
        for (var k = 0; k < coefficients; k++)
        {
            var factor = Math.Sqrt((k == 0 ? 1.0 : 2.0) / levels.Columns);
            for (var band = 0; band < levels.Columns; band++)
            {
                cosines[k, band] = (float)(factor * Math.Cos(Math.PI * k * (band + 0.5) / levels.Columns));
            }
        }

        var result = new DenseMatrix(levels.Rows, coefficients);
        for (var frame = 0; frame < levels.Rows; frame++)
        {
            var line = levels.Row(frame);
            for (var k = 0; k < coefficients; k++)
            {
                var cosine = cosines.Row(k);
                var sum = 0f;
                for (var band = 0; band < line.Length; band++)
                {
                    sum += line[band] * cosine[band];
                }

                result[frame, k] = sum;
            }
        }

        return result;
    }

    /// <summary>How fast each column changes from frame to frame: the slope of the least-squares line through the frames around.</summary>
    /// <param name="features"><c>frames x columns</c>.</param>
    /// <param name="reach">Frames either way, at least 1. Default 2. Past the ends the first and the last frame go on.</param>
    /// <returns><c>frames x columns</c>, a frame.</returns>
    public static DenseMatrix Deltas(DenseMatrix features, int reach = 2)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(reach);
        var result = new DenseMatrix(features.Rows, features.Columns);
        var squares = reach * (reach + 1) * ((2 * reach) + 1) / 3f;
        for (var frame = 0; frame < features.Rows; frame++)
        {
            var target = result.Row(frame);
            for (var step = 1; step <= reach; step++)
            {
                var before = features.Row(Math.Max(0, frame - step));
                var after = features.Row(Math.Min(features.Rows - 1, frame + step));
                var weight = step / squares;
                for (var column = 0; column < target.Length; column++)
                {
                    target[column] += weight * (after[column] - before[column]);
                }
            }
        }

        return result;
    }
}
