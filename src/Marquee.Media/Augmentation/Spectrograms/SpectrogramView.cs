using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Makes the log-mel spectrogram of a wave, standardised: the step of a chain between augmentations of waves and those of spectrograms. There is no chance in it.</summary>
public sealed class SpectrogramView : IAugmentation
{
    private readonly MelSpectrogram _spectrogram;
    private readonly SpectrogramScale _scale;

    /// <summary>Makes spectrograms.</summary>
    /// <param name="options">Frames and bands.</param>
    /// <param name="scale">What levels are standardised by, as <see cref="SpectrogramExamples.Scale"/> measures it.</param>
    public SpectrogramView(MelOptions options, SpectrogramScale scale) => (_spectrogram, _scale) = (new MelSpectrogram(options), scale);

    /// <inheritdoc/>
    public PlaneShape ShapeOf(PlaneShape source)
    {
        AugmentationChecks.Wave(source, nameof(SpectrogramView));
        return new PlaneShape(_spectrogram.Frames(source.Height), _spectrogram.Options.Bands, 1);
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        _spectrogram.Compute(source, target);
        var factor = 1 / _scale.Deviation;
        foreach (ref var level in target)
        {
            level = (level - _scale.Mean) * factor;
        }
    }
}
