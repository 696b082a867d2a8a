using System.Numerics;
using System.Runtime.Intrinsics;

namespace Marquee.Media;

/// <summary>
/// Band-limited interpolation (Smith, Digital Audio Resampling, 2002): each sample of the new rate is a sum over samples of the old, weighed by a sinc function under a Kaiser window. When the rate falls, the function is
/// widened so that nothing is left above half of the new rate.
/// </summary>
internal sealed class SincResampler
{
    // Zeros of the sinc on each side, and where half of a tone passes as a share of half the lower rate: with this window flat to 0.85, below -80 dB from 1.05 on.
    private const int Zeros = 32;
    private const double HalfPasses = 0.945;
    private const double KaiserBeta = 9;

    // More places between two samples than this are interpolated between: rates without a large common divisor.
    private const int MostPhases = 1024;

    private readonly long _from;
    private readonly long _to;
    private readonly int _taps;
    private readonly int _phases;
    private readonly float[] _weights;

    /// <summary>Prepares for two rates.</summary>
    public SincResampler(int from, int to)
    {
        var divisor = (int)BigInteger.GreatestCommonDivisor(from, to);
        (_from, _to) = (from / divisor, to / divisor);
        _phases = (int)Math.Min(_to, MostPhases);
        var cutoff = HalfPasses * Math.Min(1, (double)to / from);
        var half = (int)Math.Ceiling(Zeros / cutoff);
        _taps = (2 * half) + 1;

        // One phase more: the last lies a whole sample after the first.
        _weights = new float[(_phases + 1) * _taps];
        for (var phase = 0; phase <= _phases; phase++)
        {
            FillPhase(_weights.AsSpan(phase * _taps, _taps), (double)phase / _phases, half, cutoff);
        }
    }

    /// <summary>Samples of the new rate that so many of the old make: those that begin before their end.</summary>
    public long Count(int samples) => ((samples * _to) + _from - 1) / _from;

    /// <summary>Resamples one channel; around the sound there is silence.</summary>
    /// <param name="source">Samples of the old rate.</param>
    /// <param name="target">As many as <see cref="Count"/> says, every <paramref name="stride"/> places.</param>
    /// <param name="stride">Places from one sample to the next.</param>
    public void Resample(ReadOnlySpan<float> source, Span<float> target, int stride)
    {
        var half = _taps / 2;
        var padded = new float[source.Length + (2 * half) + 1];
        source.CopyTo(padded.AsSpan(half));
        for (long index = 0, count = Count(source.Length); index < count; index++)
        {
            var (at, rest) = Math.DivRem(index * _from, _to);
            var window = padded.AsSpan((int)at, _taps);
            var place = (double)rest * _phases / _to;
            var phase = (int)place;
            var value = Dot(window, _weights.AsSpan(phase * _taps, _taps));
            if (place > phase)
            {
                value += (float)(place - phase) * (Dot(window, _weights.AsSpan((phase + 1) * _taps, _taps)) - value);
            }

            target[(int)index * stride] = value;
        }
    }

    private static void FillPhase(Span<float> weights, double offset, int half, double cutoff)
    {
        var sum = 0.0;
        var exact = new double[weights.Length];
        for (var tap = 0; tap < weights.Length; tap++)
        {
            var distance = tap - half - offset;
            var angle = Math.PI * distance * cutoff;
            var sinc = Math.Abs(angle) < 1e-9 ? 1 : Math.Sin(angle) / angle;
            var across = distance / (half + 1);
            exact[tap] = sinc * Bessel(KaiserBeta * Math.Sqrt(Math.Max(0, 1 - (across * across))));
            sum += exact[tap];
        }

        // A constant stays itself.
        for (var tap = 0; tap < weights.Length; tap++)
        {
            weights[tap] = (float)(exact[tap] / sum);
        }
    }

    // The modified Bessel function of the first kind of order 0, by its series.
    private static double Bessel(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > sum * 1e-16; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        // Eight at a time on every processor: the same bits everywhere.
        var sum = Vector256<float>.Zero;
        var index = 0;
        for (; index <= left.Length - 8; index += 8)
        {
            sum += Vector256.Create(left[index..]) * Vector256.Create(right[index..]);
        }

        var total = Vector256.Sum(sum);
        for (; index < left.Length; index++)
        {
            total += left[index] * right[index];
        }

        return total;
    }
}
