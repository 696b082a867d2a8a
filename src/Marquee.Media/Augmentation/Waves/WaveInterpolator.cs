using System.Runtime.Intrinsics;

namespace Marquee.Media;

/// <summary>Reads a wave at places between its samples, and at another speed, without the mirrored frequencies that a line from sample to sample makes.</summary>
/// <remarks>
/// A sinc under a window of Hann, eight zero crossings either way; when a wave is read faster than one sample at a time the sinc is as much wider, so that what would lie above half of the new rate is left out. Its weights are tabulated for 128 places
/// between two samples, with lines between them. Outside of the wave is silence. O(16 x max(1, step)) a sample. Source: Smith, Digital Audio Resampling, 2002.
/// </remarks>
internal static class WaveInterpolator
{
    private const int Crossings = 8;
    private const int Places = 128;

    /// <summary>Reads a wave.</summary>
    /// <param name="source">The wave.</param>
    /// <param name="first">Where the first sample is read, in samples; anywhere.</param>
    /// <param name="step">From one sample read to the next, above 0.</param>
    /// <param name="target">What is read.</param>
    public static void Read(ReadOnlySpan<float> source, double first, double step, Span<float> target)
    {
        var density = Math.Min(1, 1 / step);
        var half = (int)Math.Ceiling(Crossings / density);
        var taps = ((2 * half) + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;
        using var room = new Scratch((Places + 2) * taps);
        var weights = room.Span[..((Places + 1) * taps)];
        var around = room.Span[weights.Length..];
        Tabulate(weights, taps, half, density);
        for (var at = 0; at < target.Length; at++)
        {
            var place = first + (at * step);
            var sample = Math.Floor(place);
            var from = (long)sample - half + 1;
            if (from <= -taps || from >= source.Length)
            {
                target[at] = 0;
                continue;
            }

            var between = (place - sample) * Places;
            var before = Math.Min((int)between, Places - 1);
            var samples = from >= 0 && from + taps <= source.Length ? source.Slice((int)from, taps) : WithSilence(source, (int)from, around);
            target[at] = Sum(samples, weights.Slice(before * taps, taps), weights.Slice((before + 1) * taps, taps), (float)(between - before));
        }
    }

    private static void Tabulate(Span<float> weights, int taps, int half, double density)
    {
        for (var place = 0; place <= Places; place++)
        {
            for (var tap = 0; tap < taps; tap++)
            {
                var x = Math.PI * density * (tap - half + 1 - ((double)place / Places));
                weights[(place * taps) + tap] = Math.Abs(x) >= Math.PI * Crossings ? 0
                    : (float)(density * (Math.Abs(x) < 1e-9 ? 1 : Math.Sin(x) / x) * (0.5 + (0.5 * Math.Cos(x / Crossings))));
            }
        }
    }

    private static Span<float> WithSilence(ReadOnlySpan<float> source, int from, Span<float> around)
    {
        around.Clear();
        var (skipped, start) = (Math.Max(0, -from), Math.Max(0, from));
        source.Slice(start, Math.Min(around.Length - skipped, source.Length - start)).CopyTo(around[skipped..]);
        return around;
    }

    private static float Sum(ReadOnlySpan<float> samples, ReadOnlySpan<float> before, ReadOnlySpan<float> after, float share)
    {
        // Eight at a time on every processor, and the lanes in one order: the same bits everywhere.
        var sums = Vector256<float>.Zero;
        for (var tap = 0; tap < samples.Length; tap += Vector256<float>.Count)
        {
            var left = Vector256.Create(before[tap..]);
            sums += Vector256.Create(samples[tap..]) * (left + ((Vector256.Create(after[tap..]) - left) * share));
        }

        var four = sums.GetLower() + sums.GetUpper();
        return four[0] + four[1] + four[2] + four[3];
    }
}
