using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Plays a wave higher or lower at the same speed: stretched in time by a phase vocoder, then read faster or slower.</summary>
/// <remarks>O(length log window).</remarks>
public sealed class PitchShift : IAugmentation
{
    private readonly double _maximumSemitones;
    private readonly PhaseVocoder _vocoder;

    /// <summary>Shifts by up to so many semitones either way, drawn evenly.</summary>
    /// <param name="maximumSemitones">From 0 to 24. Default 2.</param>
    /// <param name="window">Samples of a frame, from 64 to 16,384, brought to the next multiple of 16 whose factors are 2, 3 and 5. Default 1024; 30 to 100 ms serve most sounds.</param>
    public PitchShift(double maximumSemitones = 2, int window = 1024)
    {
        AugmentationChecks.InRange(maximumSemitones, 0, 24);
        AugmentationChecks.InRange(window, 64, 16_384);
        (_maximumSemitones, _vocoder) = (maximumSemitones, new PhaseVocoder(window));
    }

    /// <inheritdoc/>
    public PlaneShape ShapeOf(PlaneShape source)
    {
        AugmentationChecks.Wave(source, nameof(PitchShift));
        return source;
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Shift(source, ((2 * random.NextDouble()) - 1) * _maximumSemitones, target);
    }

    /// <summary>Shifts by a number of semitones.</summary>
    internal void Shift(ReadOnlySpan<float> source, double semitones, Span<float> target)
    {
        var ratio = Math.Pow(2, semitones / 12);
        using var stretched = new Scratch((int)Math.Ceiling(source.Length * ratio));
        _vocoder.Stretch(source, 1 / ratio, stretched.Span);
        var middle = (stretched.Span.Length - 1) / 2.0;
        WaveInterpolator.Read(stretched.Span, middle - (ratio * (target.Length - 1) / 2.0), ratio, target);
    }
}
