using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Plays a wave faster or slower at the same pitch. The middle stays in the middle; what no longer fits is lost, silence fills what is left.</summary>
/// <remarks>By <see cref="PhaseVocoder"/>: O(length log window).</remarks>
public sealed class TimeStretch : IAugmentation
{
    private readonly double _minimumSpeed;
    private readonly double _maximumSpeed;
    private readonly PhaseVocoder _vocoder;

    /// <summary>Plays at a speed whose logarithm is drawn evenly from a range.</summary>
    /// <param name="minimumSpeed">From 0.25. Default 0.8.</param>
    /// <param name="maximumSpeed">Up to 4. Default 1.25.</param>
    /// <param name="window">Samples of a frame, from 64 to 16,384, brought to the next multiple of 16 whose factors are 2, 3 and 5. Default 1024; 30 to 100 ms serve most sounds.</param>
    public TimeStretch(double minimumSpeed = 0.8, double maximumSpeed = 1.25, int window = 1024)
    {
        AugmentationChecks.InRange(minimumSpeed, maximumSpeed, 0.25, 4, "speed");
        AugmentationChecks.InRange(window, 64, 16_384);
        (_minimumSpeed, _maximumSpeed, _vocoder) = (minimumSpeed, maximumSpeed, new PhaseVocoder(window));
    }

    /// <inheritdoc/>
    public PlaneShape ShapeOf(PlaneShape source)
    {
        AugmentationChecks.Wave(source, nameof(TimeStretch));
        return source;
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        _vocoder.Stretch(source, Draws.Ratio(_minimumSpeed, _maximumSpeed, random), target);
    }
}
