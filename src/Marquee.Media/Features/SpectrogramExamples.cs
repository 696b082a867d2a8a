using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Log-mel spectrograms of sounds as examples: <c>frames x bands x 1</c>, standardised.</summary>
/// <remarks>
/// A sound longer than the frames is cut to those in its middle, a shorter one stands in the middle of silence (the floor of the options). All spectrograms are computed once and held: <c>sounds x frames x bands</c> numbers.
/// </remarks>
public sealed class SpectrogramExamples : IExamples
{
    private readonly float[] _levels;

    /// <summary>Computes the spectrograms.</summary>
    /// <param name="sounds">Brought to the rate of the options; the mean of their channels is taken.</param>
    /// <param name="options">Frames and bands.</param>
    /// <param name="frames">Frames of an example, at least 1.</param>
    /// <param name="scale">What levels are standardised by: give that of the examples a network learned from to those it is tried on. Null (the default) measures it.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 (the default) means one a processor. The result is the same on any number.</param>
    /// <exception cref="ArgumentException">There are no sounds.</exception>
    public SpectrogramExamples(IReadOnlyList<Sound> sounds, MelOptions options, int frames, SpectrogramScale? scale = null, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        ArgumentOutOfRangeException.ThrowIfZero(sounds.Count, nameof(sounds));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frames);
        var spectrogram = new MelSpectrogram(options);
        (Count, Options, Shape) = (sounds.Count, options, new PlaneShape(frames, options.Bands, 1));
        _levels = new float[checked(Count * Shape.Count)];
        var moments = new (double Sum, double Squares)[Count];
        ParallelBlocks.For(Count, 1, maxDegreeOfParallelism, (index, _, _) =>
        {
            var levels = _levels.AsSpan(index * Shape.Count, Shape.Count);
            Write(spectrogram, sounds[index].ToMono().Resample(options.Spectrum.Rate).Samples, levels);
            foreach (double level in levels)
            {
                moments[index].Sum += level;
                moments[index].Squares += level * level;
            }
        });

        Scale = scale ?? Measure(moments);
        var (mean, factor) = (Scale.Mean, 1 / Scale.Deviation);
        foreach (ref var level in _levels.AsSpan())
        {
            level = (level - mean) * factor;
        }
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public PlaneShape Shape { get; }

    /// <summary>Frames and bands.</summary>
    public MelOptions Options { get; }

    /// <summary>What the levels were standardised by.</summary>
    public SpectrogramScale Scale { get; }

    /// <inheritdoc/>
    public void Read(int index, Span<float> target) => _levels.AsSpan(index * Shape.Count, Shape.Count).CopyTo(target);

    private static void Write(MelSpectrogram spectrogram, ReadOnlySpan<float> wave, Span<float> target)
    {
        var bands = spectrogram.Options.Bands;
        var (wanted, has) = (target.Length / bands, spectrogram.Frames(wave.Length));
        if (has >= wanted)
        {
            var spectrum = spectrogram.Options.Spectrum;
            var piece = wave[((has - wanted) / 2 * spectrum.Hop)..];
            spectrogram.Compute(piece[..Math.Min(piece.Length, ((wanted - 1) * spectrum.Hop) + spectrum.Window)], target);
            return;
        }

        target.Fill(10 * MathF.Log10((float)spectrogram.Options.Floor));
        spectrogram.Compute(wave, target.Slice((wanted - has) / 2 * bands, has * bands));
    }

    private SpectrogramScale Measure((double Sum, double Squares)[] moments)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var moment in moments)
        {
            sum += moment.Sum;
            squares += moment.Squares;
        }

        var mean = sum / _levels.Length;
        var deviation = Math.Sqrt(Math.Max(0, (squares / _levels.Length) - (mean * mean)));
        return new SpectrogramScale((float)mean, deviation > 1e-6 ? (float)deviation : 1);
    }
}
