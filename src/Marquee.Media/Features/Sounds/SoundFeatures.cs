using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>One vector of a sound by what is known to matter to the ear, without learning: timbre, harmony, rhythm. Sounds of any length.</summary>
/// <remarks>
/// Frames of 32 ms every 10 ms for all but harmony (<see cref="Chroma"/>: 256 ms every 64 ms). Statistics over frames: mean and standard deviation of cepstral coefficients and spectral shape, standard deviation of the slopes of the former, mean and
/// standard deviation of the classes of pitch; mean, standard deviation and largest of the onset strength; tempo and its clearness. The numbers have different units: standardise them over a catalogue before comparing. O(length log window).
/// Immutable: use from several threads at once.
/// </remarks>
public sealed class SoundFeatures
{
    private readonly SoundFeatureOptions _options;
    private readonly MelSpectrogram _mel;
    private readonly Chroma _chroma;

    /// <summary>Prepares features.</summary>
    /// <param name="options">Null is the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public SoundFeatures(SoundFeatureOptions? options = null)
    {
        _options = options ?? new SoundFeatureOptions();
        _options.Validate();
        _mel = new MelSpectrogram(MelOptions.At(_options.Rate));
        _chroma = new Chroma(SpectrumOptions.At(_options.Rate, 0.256, 0.064));
        Names = MakeNames();
    }

    /// <summary>What each number of a vector is.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Numbers of a vector.</summary>
    public int Dimensions => Names.Count;

    /// <summary>The vector of a sound.</summary>
    /// <param name="sound">Any rate and number of channels; a sound without samples counts as silence.</param>
    /// <returns><see cref="Dimensions"/> numbers, all finite.</returns>
    public float[] Of(Sound sound)
    {
        ArgumentNullException.ThrowIfNull(sound);
        var wave = sound.ToMono().Resample(_options.Rate).Samples;
        var powers = _mel.Spectrum.Compute(wave);
        var levels = new DenseMatrix(powers.Rows, _mel.Options.Bands);
        _mel.OfPowers(powers.Span, levels.Span);
        var cepstrum = MelCepstrum.Of(levels, _options.Coefficients);
        var onsets = Rhythm.OnsetStrength(levels);
        var (tempo, clearness) = Rhythm.Tempo(onsets, (double)_options.Rate / _mel.Options.Spectrum.Hop);

        var vector = new float[Dimensions];
        var writer = new FeatureWriter(vector);
        writer.Means(cepstrum);
        writer.Deviations(cepstrum);
        writer.Deviations(MelCepstrum.Deltas(cepstrum));
        var shape = SpectralShape.Of(_mel.Spectrum, powers);
        writer.Means(shape);
        writer.Deviations(shape);
        var chroma = _chroma.Compute(wave);
        writer.Means(chroma);
        writer.Deviations(chroma);
        var strength = new DenseMatrix(onsets.Length, 1, onsets);
        writer.Means(strength);
        writer.Deviations(strength);
        writer.Add(onsets.Max());
        writer.Add((float)tempo);
        writer.Add((float)clearness);
        for (var part = 0; _options.Parts > 1 && part < _options.Parts; part++)
        {
            // A part of a sound with fewer frames than parts is the nearest frame.
            var first = Math.Min((int)((long)cepstrum.Rows * part / _options.Parts), cepstrum.Rows - 1);
            var last = Math.Max(first + 1, (int)((long)cepstrum.Rows * (part + 1) / _options.Parts));
            writer.Means(cepstrum.Slice(first, last - first));
        }

        return vector;
    }

    private List<string> MakeNames()
    {
        var coefficients = Enumerable.Range(0, _options.Coefficients).Select(index => $"cepstrum {index}").ToArray();
        var pitches = (string[])["C", "C sharp", "D", "D sharp", "E", "F", "F sharp", "G", "G sharp", "A", "A sharp", "B"];
        var names = new List<string>();
        names.AddRange(coefficients.Select(name => name + ": mean"));
        names.AddRange(coefficients.Select(name => name + ": deviation"));
        names.AddRange(coefficients.Select(name => name + ", slope: deviation"));
        names.AddRange(SpectralShape.Names.Select(name => name + ": mean"));
        names.AddRange(SpectralShape.Names.Select(name => name + ": deviation"));
        names.AddRange(pitches.Select(name => $"pitch class {name}: mean"));
        names.AddRange(pitches.Select(name => $"pitch class {name}: deviation"));
        names.AddRange(["onset strength: mean", "onset strength: deviation", "onset strength: largest", "tempo", "tempo: clearness"]);
        for (var part = 1; _options.Parts > 1 && part <= _options.Parts; part++)
        {
            names.AddRange(coefficients.Select(name => $"{name}, part {part} of {_options.Parts}: mean"));
        }

        return names;
    }
}
