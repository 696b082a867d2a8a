using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>How much of a sound lies in each of the twelve classes of pitch, frame by frame, whatever the octave: what harmony and key are heard from.</summary>
/// <remarks>
/// Source: Fujishima, Realtime Chord Recognition of Musical Sound, 1999. The amplitude of each frequency between the limits goes to the two nearest classes (equal temperament, A = 440 Hz), shared by nearness; each frame is then divided by its largest, and a
/// frame of silence is left 0. Frequencies apart by less than their distance in the spectrum cannot be told apart: at the lower limit a semitone is 6.5 Hz, so frames should be a quarter of a second. O(frames x frequencies).
/// </remarks>
public sealed class Chroma
{
    // Amplitude of a frame's largest class below which there is nothing to hear: 140 decibels under noise of variance 1.
    private const float Silence = 1e-7f;

    private readonly PowerSpectrum _spectrum;

    // Of each frequency: its lower class, and the share that goes to the one above; class -1 is left out.
    private readonly int[] _classes;
    private readonly float[] _shares;

    /// <summary>Prepares classes.</summary>
    /// <param name="options">How waves are cut. 0.25 s long is usual.</param>
    /// <param name="minimumFrequency">In hertz, above 0. Default 110.</param>
    /// <param name="maximumFrequency">In hertz, above the lower. Default 4200.</param>
    public Chroma(SpectrumOptions options, double minimumFrequency = 110, double maximumFrequency = 4200)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimumFrequency);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maximumFrequency, minimumFrequency);
        _spectrum = new PowerSpectrum(options);
        (_classes, _shares) = (new int[_spectrum.Bins], new float[_spectrum.Bins]);
        for (var bin = 0; bin < _spectrum.Bins; bin++)
        {
            var frequency = _spectrum.Frequency(bin);
            if (frequency < minimumFrequency || frequency > maximumFrequency)
            {
                _classes[bin] = -1;
                continue;
            }

            // 69 is the A of 440 Hz in semitones above the C of class 0.
            var pitch = 69 + (12 * Math.Log2(frequency / 440));
            var below = (int)Math.Floor(pitch);
            (_classes[bin], _shares[bin]) = (below % 12, (float)(pitch - below));
        }
    }

    /// <summary>Frames of a wave.</summary>
    /// <param name="length">Its samples.</param>
    public int Frames(int length) => _spectrum.Frames(length);

    /// <summary>The classes of a wave.</summary>
    /// <param name="wave">Samples at the rate of the options.</param>
    /// <returns><c>frames x 12</c>, from 0 to 1: C, C sharp, D... B.</returns>
    public DenseMatrix Compute(ReadOnlySpan<float> wave)
    {
        var powers = _spectrum.Compute(wave);
        var result = new DenseMatrix(powers.Rows, 12);
        for (var frame = 0; frame < powers.Rows; frame++)
        {
            var spectrum = powers.Row(frame);
            var classes = result.Row(frame);
            for (var bin = 0; bin < spectrum.Length; bin++)
            {
                if (_classes[bin] >= 0)
                {
                    var amplitude = MathF.Sqrt(spectrum[bin]);
                    classes[_classes[bin]] += (1 - _shares[bin]) * amplitude;
                    classes[(_classes[bin] + 1) % 12] += _shares[bin] * amplitude;
                }
            }

            var largest = 0f;
            foreach (var amplitude in classes)
            {
                largest = Math.Max(largest, amplitude);
            }

            foreach (ref var amplitude in classes)
            {
                amplitude = largest > Silence ? amplitude / largest : 0;
            }
        }

        return result;
    }
}
