using System.Numerics;
using System.Runtime.InteropServices;

namespace Marquee.Recommenders;

/// <summary>Mean and deviation of one history's scores, by which scores of different models become comparable.</summary>
/// <param name="Mean">Mean over all items.</param>
/// <param name="Scale">One over the standard deviation; 0 where all scores are alike.</param>
internal readonly record struct Standardized(float Mean, float Scale)
{
    /// <summary>That of scores which are standardised already.</summary>
    public static Standardized Already { get; } = new(0, 1);

    /// <summary>Measures some scores.</summary>
    public static Standardized Of(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty)
        {
            return default;
        }

        var mean = Sum(scores, 0, squared: false) / scores.Length;
        var variance = Sum(scores, (float)mean, squared: true) / scores.Length;

        // What rounding leaves of scores that are all alike is no difference.
        var noise = 1e-6 * Math.Max(Math.Abs(mean), float.Epsilon);
        return variance > noise * noise ? new Standardized((float)mean, (float)(1 / Math.Sqrt(variance))) : new Standardized((float)mean, 0);
    }

    /// <summary>A score in units of the deviation, from the mean.</summary>
    public float this[float score] => (score - Mean) * Scale;

    /// <summary><c>sums += weight * standardised scores</c>.</summary>
    public void AddTo(Span<float> sums, ReadOnlySpan<float> scores, float weight)
    {
        var (factor, shift) = (weight * Scale, -Mean * weight * Scale);
        var targets = MemoryMarshal.Cast<float, Vector<float>>(sums);
        var sources = MemoryMarshal.Cast<float, Vector<float>>(scores);
        for (var at = 0; at < targets.Length; at++)
        {
            targets[at] += sources[at] * factor + new Vector<float>(shift);
        }

        for (var at = targets.Length * Vector<float>.Count; at < sums.Length; at++)
        {
            sums[at] += scores[at] * factor + shift;
        }
    }

    // In pieces of some hundred numbers: single precision inside a piece, double precision over the pieces.
    private static double Sum(ReadOnlySpan<float> scores, float mean, bool squared)
    {
        const int VectorsAtOnce = 32;
        var sum = 0.0;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(scores);
        for (var start = 0; start < vectors.Length; start += VectorsAtOnce)
        {
            var part = Vector<float>.Zero;
            foreach (var vector in vectors[start..Math.Min(vectors.Length, start + VectorsAtOnce)])
            {
                var difference = vector - new Vector<float>(mean);
                part += squared ? difference * difference : difference;
            }

            sum += Vector.Sum(part);
        }

        foreach (var score in scores[(vectors.Length * Vector<float>.Count)..])
        {
            var difference = score - mean;
            sum += squared ? difference * difference : difference;
        }

        return sum;
    }
}
