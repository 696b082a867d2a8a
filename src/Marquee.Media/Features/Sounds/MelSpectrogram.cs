using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>The log-mel spectrogram of a wave: how much power lies in each of a number of bands that are equally wide to the ear, frame by frame, in decibels.</summary>
/// <remarks>
/// <para>The bands are triangles of height 1, equally wide and half overlapping in mel, <c>2595 log10(1 + f / 700)</c> (O'Shaughnessy, Speech Communication, 1987), over the frequencies of <see cref="PowerSpectrum"/>. A band too narrow
/// to hold a frequency takes the nearest one. What is written is <c>10 log10(max(power, floor))</c>.</para>
/// <para>O(frames x window log window). Immutable: use from several threads at once.</para>
/// </remarks>
public sealed class MelSpectrogram
{
    private readonly PowerSpectrum _spectrum;

    // Of each band: its first bin, and where its weights begin.
    private readonly int[] _firstBins;
    private readonly int[] _starts;
    private readonly float[] _weights;

    /// <summary>Prepares bands.</summary>
    /// <param name="options">Their number and range.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public MelSpectrogram(MelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        _spectrum = new PowerSpectrum(options.Spectrum);
        (_firstBins, _starts) = (new int[options.Bands], new int[options.Bands + 1]);
        var weights = new List<float>();
        for (var band = 0; band < options.Bands; band++)
        {
            var (low, middle, high) = (Edge(band), Edge(band + 1), Edge(band + 2));
            var first = -1;
            for (var bin = 0; bin < _spectrum.Bins; bin++)
            {
                var frequency = _spectrum.Frequency(bin);
                var weight = Math.Min((frequency - low) / (middle - low), (high - frequency) / (high - middle));
                if (weight > 0)
                {
                    first = first < 0 ? bin : first;
                    weights.Add((float)weight);
                }
            }

            if (first < 0)
            {
                first = Math.Clamp((int)Math.Round(middle / _spectrum.Frequency(1)), 0, _spectrum.Bins - 1);
                weights.Add(1);
            }

            (_firstBins[band], _starts[band + 1]) = (first, weights.Count);
        }

        _weights = [.. weights];
    }

    /// <summary>Its options.</summary>
    public MelOptions Options { get; }

    /// <summary>The spectra that it sums.</summary>
    internal PowerSpectrum Spectrum => _spectrum;

    /// <summary>The frequency in hertz at which a band is highest.</summary>
    public double Frequency(int band) => Edge(band + 1);

    /// <summary>Frames of a wave.</summary>
    /// <param name="length">Its samples.</param>
    public int Frames(int length) => _spectrum.Frames(length);

    /// <summary>The spectrogram of a wave.</summary>
    /// <param name="wave">Samples at the rate of the options.</param>
    /// <returns><c>frames x bands</c>, in decibels.</returns>
    public DenseMatrix Compute(ReadOnlySpan<float> wave)
    {
        var levels = new DenseMatrix(Frames(wave.Length), Options.Bands);
        Compute(wave, levels.Span);
        return levels;
    }

    /// <summary>Writes the spectrogram of a wave.</summary>
    /// <param name="wave">Samples at the rate of the options.</param>
    /// <param name="target"><c>frames x bands</c>, in decibels.</param>
    /// <exception cref="ArgumentException">The target has another length.</exception>
    public void Compute(ReadOnlySpan<float> wave, Span<float> target)
    {
        var frames = Frames(wave.Length);
        if (target.Length != frames * Options.Bands)
        {
            throw new ArgumentException($"{wave.Length} samples fill {frames} x {Options.Bands} levels, not {target.Length}.", nameof(target));
        }

        using var powers = new Scratch(frames * _spectrum.Bins);
        _spectrum.Compute(wave, powers.Span);
        OfPowers(powers.Span, target);
    }

    /// <summary>The levels of spectra.</summary>
    /// <param name="powers"><c>frames x bins</c>, as <see cref="PowerSpectrum"/> gives them.</param>
    /// <param name="target"><c>frames x bands</c>.</param>
    internal void OfPowers(ReadOnlySpan<float> powers, Span<float> target)
    {
        var (frames, floor) = (target.Length / Options.Bands, (float)Options.Floor);
        for (var frame = 0; frame < frames; frame++)
        {
            var spectrum = powers.Slice(frame * _spectrum.Bins, _spectrum.Bins);
            for (var band = 0; band < Options.Bands; band++)
            {
                var weights = _weights.AsSpan(_starts[band], _starts[band + 1] - _starts[band]);
                var bins = spectrum.Slice(_firstBins[band], weights.Length);
                var sum = 0f;
                for (var bin = 0; bin < weights.Length; bin++)
                {
                    sum += weights[bin] * bins[bin];
                }

                target[(frame * Options.Bands) + band] = 10 * MathF.Log10(Math.Max(sum, floor));
            }
        }
    }

    private static double Mel(double frequency) => 2595 * Math.Log10(1 + (frequency / 700));

    private double Edge(int index)
    {
        var (low, high) = (Mel(Options.MinimumFrequency), Mel(Options.MaximumFrequency == 0 ? Options.Spectrum.Rate / 2.0 : Options.MaximumFrequency));
        return 700 * (Math.Pow(10, (low + ((high - low) * index / (Options.Bands + 1))) / 2595) - 1);
    }
}
