using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Plays a wave faster or slower, pitch and all, as a tape does. The middle stays in the middle; what no longer fits is lost, silence fills what is left.</summary>
/// <remarks>Band-limited interpolation (<see cref="WaveInterpolator"/>): O(length).</remarks>
public sealed class SpeedChange : IAugmentation
{
    private readonly double _minimumSpeed;
    private readonly double _maximumSpeed;

    /// <summary>Plays at a speed whose logarithm is drawn evenly from a range.</summary>
    /// <param name="minimumSpeed">From 0.1. Default 0.9.</param>
    /// <param name="maximumSpeed">Up to 10. Default 1.1.</param>
    public SpeedChange(double minimumSpeed = 0.9, double maximumSpeed = 1.1)
    {
        AugmentationChecks.InRange(minimumSpeed, maximumSpeed, 0.1, 10, "speed");
        (_minimumSpeed, _maximumSpeed) = (minimumSpeed, maximumSpeed);
    }

    /// <inheritdoc/>
    public PlaneShape ShapeOf(PlaneShape source)
    {
        AugmentationChecks.Wave(source, nameof(SpeedChange));
        return source;
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var speed = Draws.Ratio(_minimumSpeed, _maximumSpeed, random);
        var middle = (source.Length - 1) / 2.0;
        WaveInterpolator.Read(source, middle - (speed * middle), speed, target);
    }
}
