using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Takes the colour away, by chance: each channel becomes the brightness <c>0.299 red + 0.587 green + 0.114 blue</c> (ITU-R BT.601).</summary>
public sealed class Greyscale : IInPlaceAugmentation
{
    private readonly double _probability;

    /// <summary>Takes the colour away with a probability.</summary>
    /// <param name="probability">From 0 to 1. Default 0.2.</param>
    public Greyscale(double probability = 0.2)
    {
        AugmentationChecks.InRange(probability, 0, 1);
        _probability = probability;
    }

    /// <inheritdoc/>
    public void Check(PlaneShape shape) => AugmentationChecks.Colour(shape, nameof(Greyscale));

    /// <inheritdoc/>
    public void Apply(Span<float> view, PlaneShape shape, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (random.NextDouble() < _probability)
        {
            ColourTransform.Grey.Apply(view);
        }
    }
}
