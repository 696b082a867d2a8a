using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Exchanges left and right, by chance.</summary>
public sealed class HorizontalFlip : IInPlaceAugmentation
{
    private readonly double _probability;

    /// <summary>Flips with a probability.</summary>
    /// <param name="probability">From 0 to 1. Default 0.5.</param>
    public HorizontalFlip(double probability = 0.5)
    {
        AugmentationChecks.InRange(probability, 0, 1);
        _probability = probability;
    }

    /// <inheritdoc/>
    public void Check(PlaneShape shape)
    {
    }

    /// <inheritdoc/>
    public void Apply(Span<float> view, PlaneShape shape, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (random.NextDouble() >= _probability)
        {
            return;
        }

        var length = shape.Width * shape.Channels;
        for (var y = 0; y < shape.Height; y++)
        {
            var line = view.Slice(y * length, length);
            line.Reverse();
            if (shape.Channels == 1)
            {
                continue;
            }

            // The whole line was turned round, and with it the channels of each place: these go back.
            if (shape.Channels == 3)
            {
                for (var at = 0; at < line.Length - 2; at += 3)
                {
                    (line[at], line[at + 2]) = (line[at + 2], line[at]);
                }

                continue;
            }

            for (var at = 0; at < line.Length; at += shape.Channels)
            {
                line.Slice(at, shape.Channels).Reverse();
            }
        }
    }
}
