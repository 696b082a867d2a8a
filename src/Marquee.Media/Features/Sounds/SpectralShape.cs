using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>What a spectrum looks like in a few numbers, frame by frame: bright or dark, of one tone or noise, steady or changing.</summary>
/// <remarks>
/// Source: Tzanetakis and Cook, Musical Genre Classification of Audio Signals, 2002. Over amplitudes (roots of powers): the centroid is the mean frequency, the bandwidth the standard deviation around it, the roll-off the frequency below which
/// 85 % lie, the flux the sum of squares by which the amplitudes, each frame's divided by their sum, changed from the frame before. The flatness is the geometric over the arithmetic mean of powers (Johnston 1988): near 0 for tones, 0.56 in the mean
/// for white noise. The level is that of the mean power, in decibels, at least -90. In a frame of silence all others are 0. O(frames x frequencies).
/// </remarks>
public static class SpectralShape
{
    private const float LeastPower = 1e-9f;

    /// <summary>What the columns are: centroid, bandwidth and roll-off in kilohertz, flatness, flux, level in decibels.</summary>
    public static IReadOnlyList<string> Names { get; } = ["centroid", "bandwidth", "roll-off", "flatness", "flux", "level"];

    /// <summary>The shape of each frame.</summary>
    /// <param name="spectrum">What the powers were computed by.</param>
    /// <param name="powers"><c>frames x bins</c>.</param>
    /// <returns><c>frames x 6</c>: <see cref="Names"/>.</returns>
    public static DenseMatrix Of(PowerSpectrum spectrum, DenseMatrix powers)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(powers);
        var result = new DenseMatrix(powers.Rows, Names.Count);
        var (shares, before) = (new float[powers.Columns], new float[powers.Columns]);
        var kilohertz = spectrum.Frequency(1) / 1000;
        for (var frame = 0; frame < powers.Rows; frame++)
        {
            Write(powers.Row(frame), kilohertz, shares, before, isFirst: frame == 0, result.Row(frame));
            (shares, before) = (before, shares);
        }

        return result;
    }

    private static void Write(ReadOnlySpan<float> powers, double kilohertz, Span<float> shares, ReadOnlySpan<float> before, bool isFirst, Span<float> target)
    {
        var (power, logarithms, amplitudes) = (0.0, 0.0, 0.0);
        for (var bin = 0; bin < powers.Length; bin++)
        {
            shares[bin] = MathF.Sqrt(powers[bin]);
            amplitudes += shares[bin];
            power += powers[bin];
            logarithms += MathF.Log(Math.Max(powers[bin], 1e-20f));
        }

        var mean = power / powers.Length;
        target[5] = (float)(10 * Math.Log10(Math.Max(mean, LeastPower)));
        if (mean <= LeastPower)
        {
            shares.Clear();
            return;
        }

        var (sum, squares, reached, rollOff, flux) = (0.0, 0.0, 0.0, -1, 0.0);
        for (var bin = 0; bin < shares.Length; bin++)
        {
            shares[bin] = (float)(shares[bin] / amplitudes);
            sum += (double)bin * shares[bin];
            squares += (double)bin * bin * shares[bin];
            reached += shares[bin];
            rollOff = rollOff < 0 && reached >= 0.85 ? bin : rollOff;
            var change = shares[bin] - before[bin];
            flux += change * change;
        }

        target[0] = (float)(sum * kilohertz);
        target[1] = (float)(Math.Sqrt(Math.Max(0, squares - (sum * sum))) * kilohertz);
        target[2] = (float)(rollOff * kilohertz);
        target[3] = (float)(Math.Exp(logarithms / powers.Length) / mean);
        target[4] = isFirst ? 0 : (float)flux;
    }
}
