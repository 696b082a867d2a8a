using System.Buffers;
using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>The power of the frequencies of a wave, frame by frame.</summary>
/// <remarks>
/// <para>A frame is weighed by the periodic window of Hann and transformed; the power of a frequency is the square of its amplitude divided by the sum of the squares of the window, so that white noise has its variance
/// as the power of every frequency. The first frame begins with the first sample, and the last ends with the last that fits; a wave shorter than one frame is continued by silence to one.</para>
/// <para>Two frames make the real and imaginary parts of one transform, sixteen transforms run side by side. O(frames x window log window). Immutable: use from several threads at once.</para>
/// </remarks>
public sealed class PowerSpectrum
{
    private const int Lanes = FourierTransform.Lanes;

    private readonly FourierTransform _transform;
    private readonly float[] _window;

    /// <summary>Prepares spectra.</summary>
    /// <param name="options">How waves are cut.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public PowerSpectrum(SpectrumOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        _transform = new FourierTransform(FourierTransform.LengthOf(options.Window));
        _window = SignalWindow.Hann(options.Window);
        var energy = 0.0;
        foreach (var weight in _window)
        {
            energy += weight * weight;
        }

        // One over the root of the energy in the window itself: powers then need no factor. The half is that of taking two frames apart.
        var factor = (float)(0.5 / Math.Sqrt(energy));
        foreach (ref var weight in _window.AsSpan())
        {
            weight *= factor;
        }
    }

    /// <summary>How waves are cut.</summary>
    public SpectrumOptions Options { get; }

    /// <summary>Frequencies of a spectrum, from 0 to half the rate.</summary>
    public int Bins => (_transform.Length / 2) + 1;

    /// <summary>The frequency of a bin, in hertz.</summary>
    public double Frequency(int bin) => (double)bin * Options.Rate / _transform.Length;

    /// <summary>Frames of a wave.</summary>
    /// <param name="length">Its samples.</param>
    public int Frames(int length) => length <= Options.Window ? 1 : 1 + ((length - Options.Window) / Options.Hop);

    /// <summary>The powers of a wave.</summary>
    /// <param name="wave">Samples at the rate of the options.</param>
    /// <returns><c>frames x bins</c>.</returns>
    public DenseMatrix Compute(ReadOnlySpan<float> wave)
    {
        var powers = new DenseMatrix(Frames(wave.Length), Bins);
        Compute(wave, powers.Span);
        return powers;
    }

    /// <summary>Writes the powers of a wave.</summary>
    /// <param name="wave">Samples at the rate of the options.</param>
    /// <param name="target"><c>frames x bins</c>.</param>
    /// <exception cref="ArgumentException">The target has another length.</exception>
    public unsafe void Compute(ReadOnlySpan<float> wave, Span<float> target)
    {
        var (frames, bins, length) = (Frames(wave.Length), Bins, _transform.Length);
        if (target.Length != frames * bins)
        {
            throw new ArgumentException($"{wave.Length} samples fill {frames} x {bins} powers, not {target.Length}.", nameof(target));
        }

        var rented = ArrayPool<float>.Shared.Rent(4 * Lanes * length);
        fixed (float* real = rented)
        {
            var imaginary = real + (Lanes * length);
            for (var first = 0; first < frames; first += 2 * Lanes)
            {
                var count = Math.Min(2 * Lanes, frames - first);
                new Span<float>(real, 2 * Lanes * length).Clear();
                for (var frame = 0; frame < count; frame++)
                {
                    var samples = wave[Math.Min(wave.Length, (first + frame) * Options.Hop)..];
                    samples = samples[..Math.Min(samples.Length, _window.Length)];
                    var column = ((frame & 1) == 0 ? real : imaginary) + (frame / 2);
                    for (var t = 0; t < samples.Length; t++)
                    {
                        column[Lanes * t] = samples[t] * _window[t];
                    }
                }

                _transform.Transform(real, imaginary, imaginary + (Lanes * length), imaginary + (2 * Lanes * length));
                for (var bin = 0; bin < bins; bin++)
                {
                    TakeApart(real, imaginary, bin, target[((first * bins) + bin)..], count);
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    // Of a transform z of a + ib with real a and b, A(k) = (z(k) + conj z(-k)) / 2 and B(k) = (z(k) - conj z(-k)) / 2i.
    private unsafe void TakeApart(float* real, float* imaginary, int bin, Span<float> target, int count)
    {
        var (there, mirrored) = (Lanes * bin, Lanes * (bin == 0 ? 0 : _transform.Length - bin));
        var (zr, zi) = (Vector512.Load(real + there), Vector512.Load(imaginary + there));
        var (mr, mi) = (Vector512.Load(real + mirrored), Vector512.Load(imaginary + mirrored));
        var powers = stackalloc float[2 * Lanes];
        (((zr + mr) * (zr + mr)) + ((zi - mi) * (zi - mi))).Store(powers);
        (((zi + mi) * (zi + mi)) + ((zr - mr) * (zr - mr))).Store(powers + Lanes);
        for (var frame = 0; frame < count; frame++)
        {
            target[frame * Bins] = powers[((frame & 1) * Lanes) + (frame / 2)];
        }
    }
}
