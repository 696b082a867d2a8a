using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Makes a wave louder or softer.</summary>
public sealed class Gain : IInPlaceAugmentation
{
    private readonly double _minimumDecibels;
    private readonly double _maximumDecibels;

    /// <summary>Changes the level by decibels drawn evenly from a range.</summary>
    /// <param name="minimumDecibels">From -100. Default -6.</param>
    /// <param name="maximumDecibels">Up to 100. Default 6.</param>
    public Gain(double minimumDecibels = -6, double maximumDecibels = 6)
    {
        AugmentationChecks.InRange(minimumDecibels, maximumDecibels, -100, 100, "decibels");
        (_minimumDecibels, _maximumDecibels) = (minimumDecibels, maximumDecibels);
    }

    /// <inheritdoc/>
    public void Check(PlaneShape shape) => AugmentationChecks.Wave(shape, nameof(Gain));

    /// <inheritdoc/>
    public void Apply(Span<float> view, PlaneShape shape, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var decibels = _minimumDecibels + (random.NextDouble() * (_maximumDecibels - _minimumDecibels));
        var factor = (float)Math.Pow(10, decibels / 20);
        foreach (ref var sample in view)
        {
            sample *= factor;
        }
    }
}
