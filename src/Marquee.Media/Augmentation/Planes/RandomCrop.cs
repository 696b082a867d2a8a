using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>A piece of given size from a random place, of a picture, of a spectrogram (so many frames of it) or of a wave.</summary>
/// <remarks>With padding the plane is continued past its edges by its mirror image, which looks like a picture or sound as no constant does. All places are equally likely. O(numbers of the view).</remarks>
public sealed class RandomCrop : IAugmentation
{
    private readonly int _height;
    private readonly int _width;
    private readonly int _padding;

    /// <summary>Crops to a size.</summary>
    /// <param name="height">Lines of a view, at least 1.</param>
    /// <param name="width">Places in a line of a view, at least 1.</param>
    /// <param name="padding">Lines and places that the example is continued by on each side, where it has more than one. Default 0; 4 is usual for pictures of 32 x 32.</param>
    public RandomCrop(int height, int width, int padding = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        (_height, _width, _padding) = (height, width, padding);
    }

    /// <inheritdoc/>
    public PlaneShape ShapeOf(PlaneShape source)
    {
        CheckSide(source.Height, _height, "lines");
        CheckSide(source.Width, _width, "places in a line");
        return source with { Height = _height, Width = _width };
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var top = Place(shape.Height, _height, random);
        var left = Place(shape.Width, _width, random);
        var channels = shape.Channels;
        var first = Math.Clamp(-left, 0, _width);
        var last = Math.Clamp(shape.Width - left, first, _width);
        for (var y = 0; y < _height; y++)
        {
            var from = source.Slice(Mirror(top + y, shape.Height) * shape.Width * channels, shape.Width * channels);
            var to = target.Slice(y * _width * channels, _width * channels);
            from[((left + first) * channels)..((left + last) * channels)].CopyTo(to[(first * channels)..]);
            for (var x = 0; x < first; x++)
            {
                from.Slice(Mirror(left + x, shape.Width) * channels, channels).CopyTo(to[(x * channels)..]);
            }

            for (var x = last; x < _width; x++)
            {
                from.Slice(Mirror(left + x, shape.Width) * channels, channels).CopyTo(to[(x * channels)..]);
            }
        }
    }

    private static int Mirror(int place, int count) => place < 0 ? -place : place >= count ? (2 * count) - 2 - place : place;

    private int Padding(int side) => side == 1 ? 0 : _padding;

    private int Place(int side, int size, SplittableRandom random) => random.Next(side + (2 * Padding(side)) - size + 1) - Padding(side);

    private void CheckSide(int side, int size, string what)
    {
        var padding = Padding(side);
        if (side + (2 * padding) < size)
        {
            throw new ArgumentException($"A piece of {size} {what} cannot be cut from {side} with {padding} added on each side.");
        }

        if (padding >= side)
        {
            throw new ArgumentException($"{side} {what} cannot be continued by {padding}: a mirror image has {side - 1} at most.");
        }
    }
}
