using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Where sounds begin, and how fast they follow each other.</summary>
/// <remarks>
/// Source: Ellis, Beat Tracking by Dynamic Programming, 2007. The onset strength of a frame is how much the levels of a <see cref="MelSpectrogram"/> rose from the frame before, in the mean over bands, fallen levels counting nothing. The tempo
/// is the delay at which the onset strength, smoothed over five frames and less its mean, is most like itself, where delays count less the further the tempo lies from 120 beats a minute (a Gaussian of 0.9 octaves in the logarithm): twice and half of a tempo are alike in all else.
/// </remarks>
public static class Rhythm
{
    private const double SlowestBeats = 40;
    private const double FastestBeats = 240;

    /// <summary>How much begins in each frame.</summary>
    /// <param name="levels"><c>frames x bands</c>, in decibels.</param>
    /// <returns>Decibels, from 0 on; 0 for the first frame.</returns>
    public static float[] OnsetStrength(DenseMatrix levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        var strength = new float[levels.Rows];
        for (var frame = 1; frame < strength.Length; frame++)
        {
            var before = levels.Row(frame - 1);
            var now = levels.Row(frame);
            var rise = 0f;
            for (var band = 0; band < now.Length; band++)
            {
                rise += Math.Max(0, now[band] - before[band]);
            }

            strength[frame] = rise / now.Length;
        }

        return strength;
    }

    /// <summary>The tempo, and how clear it is.</summary>
    /// <param name="onsets">Onset strength of each frame.</param>
    /// <param name="framesPerSecond">Frames a second, above 0.</param>
    /// <returns>
    /// Beats a minute, from 40 to 240; and how much alike the onset strength is to itself a beat later, from 0 to 1. Both are 0 where the sound is shorter than two beats of the slowest tempo, or nothing repeats. O(frames x delays).
    /// </returns>
    public static (double BeatsPerMinute, double Strength) Tempo(ReadOnlySpan<float> onsets, double framesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framesPerSecond);
        var slowest = (int)Math.Ceiling(60 * framesPerSecond / SlowestBeats);
        var fastest = Math.Max(2, (int)Math.Floor(60 * framesPerSecond / FastestBeats));
        if (onsets.Length < 2 * slowest)
        {
            return default;
        }

        var centred = Smooth(onsets);
        var mean = PlaneStatistics.Mean(centred);
        var energy = 0.0;
        foreach (ref var onset in centred.AsSpan())
        {
            onset -= mean;
            energy += onset * onset;
        }

        if (energy < 1e-9)
        {
            return default;
        }

        // One delay more on both sides, so that the best one lies between two others.
        var likeness = new double[slowest + 2];
        for (var delay = fastest - 1; delay < likeness.Length; delay++)
        {
            var sum = 0.0;
            for (var frame = delay; frame < centred.Length; frame++)
            {
                sum += centred[frame] * centred[frame - delay];
            }

            likeness[delay] = sum / energy * centred.Length / (centred.Length - delay);
        }

        var (best, bestWeighed) = (0, 0.0);
        for (var delay = fastest; delay <= slowest; delay++)
        {
            var octaves = Math.Log2(60 * framesPerSecond / delay / 120) / 0.9;
            var weighed = likeness[delay] * Math.Exp(-0.5 * octaves * octaves);
            if (weighed > bestWeighed && likeness[delay] >= likeness[delay - 1] && likeness[delay] >= likeness[delay + 1])
            {
                (best, bestWeighed) = (delay, weighed);
            }
        }

        if (best == 0)
        {
            return default;
        }

        // The top of the parabola through three delays.
        var (left, top, right) = (likeness[best - 1], likeness[best], likeness[best + 1]);
        var curve = left - (2 * top) + right;
        var exact = best + (curve < 0 ? 0.5 * (left - right) / curve : 0);
        return (60 * framesPerSecond / exact, Math.Clamp(top, 0, 1));
    }

    // A beat every 37.5 frames comes every 37 or 38: without width it would be less like itself after one beat than after two.
    private static float[] Smooth(ReadOnlySpan<float> onsets)
    {
        ReadOnlySpan<float> weights = [1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f];
        var smooth = new float[onsets.Length];
        for (var frame = 0; frame < smooth.Length; frame++)
        {
            for (var tap = 0; tap < weights.Length; tap++)
            {
                smooth[frame] += weights[tap] * onsets[Math.Clamp(frame + tap - 2, 0, onsets.Length - 1)];
            }
        }

        return smooth;
    }
}
