using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Turns a plane about its middle by a random angle; what is not in it is continued by its nearest edge.</summary>
/// <remarks>Resampling is bilinear. O(numbers of the view).</remarks>
public sealed class Rotation : IAugmentation
{
    private readonly double _maximumDegrees;

    /// <summary>Turns by up to an angle either way, all angles equally likely.</summary>
    /// <param name="maximumDegrees">From 0 to 180. Default 15.</param>
    public Rotation(double maximumDegrees = 15)
    {
        AugmentationChecks.InRange(maximumDegrees, 0, 180);
        _maximumDegrees = maximumDegrees;
    }

    /// <inheritdoc/>
    public PlaneShape ShapeOf(PlaneShape source) => source;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Turn(source, shape, target, ((2 * random.NextDouble()) - 1) * _maximumDegrees);
    }

    /// <summary>Turns anticlockwise by an angle.</summary>
    internal static void Turn(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, double degrees)
    {
        var (sine, cosine) = MathF.SinCos((float)(degrees * Math.PI / 180));
        var (middleX, middleY) = ((shape.Width - 1) / 2f, (shape.Height - 1) / 2f);
        var (channels, at) = (shape.Channels, 0);
        for (var y = 0; y < shape.Height; y++)
        {
            for (var x = 0; x < shape.Width; x++)
            {
                var fromX = Math.Min(Math.Max(middleX + (cosine * (x - middleX)) - (sine * (y - middleY)), 0), shape.Width - 1);
                var fromY = Math.Min(Math.Max(middleY + (sine * (x - middleX)) + (cosine * (y - middleY)), 0), shape.Height - 1);
                var (left, top) = ((int)fromX, (int)fromY);
                var (shareX, shareY) = (fromX - left, fromY - top);
                var right = left + 1 < shape.Width ? channels : 0;
                var below = top + 1 < shape.Height ? shape.Width * channels : 0;
                var upper = source[(((top * shape.Width) + left) * channels)..];
                var lower = upper[below..];
                var place = target.Slice(at, channels);
                for (var channel = 0; channel < place.Length; channel++)
                {
                    var above = upper[channel] + (shareX * (upper[channel + right] - upper[channel]));
                    var under = lower[channel] + (shareX * (lower[channel + right] - lower[channel]));
                    place[channel] = above + (shareY * (under - above));
                }

                at += channels;
            }
        }
    }
}
