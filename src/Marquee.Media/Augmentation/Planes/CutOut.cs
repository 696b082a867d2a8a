using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Covers a square around a random place with the mean of each channel.</summary>
/// <remarks>Source: DeVries and Taylor, Improved Regularization of Convolutional Neural Networks with Cutout, 2017. The middle lies anywhere in the plane, so that the square may reach past the edge.</remarks>
public sealed class CutOut : IInPlaceAugmentation
{
    private readonly int _side;
    private readonly int _count;

    /// <summary>Covers squares.</summary>
    /// <param name="side">Lines and places of a square, at least 1. 8 to 16 is usual for pictures of 32 x 32.</param>
    /// <param name="count">Squares, at least 1. Default 1.</param>
    public CutOut(int side, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        (_side, _count) = (side, count);
    }

    /// <inheritdoc/>
    public void Check(PlaneShape shape)
    {
    }

    /// <inheritdoc/>
    public void Apply(Span<float> view, PlaneShape shape, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        using var means = new Scratch(shape.Channels);
        PlaneStatistics.ChannelMeans(view, means.Span);
        for (var square = 0; square < _count; square++)
        {
            var top = random.Next(shape.Height) - (_side / 2);
            var left = random.Next(shape.Width) - (_side / 2);
            var (firstLine, lastLine) = (Math.Max(top, 0), Math.Min(top + _side, shape.Height));
            var (first, last) = (Math.Max(left, 0), Math.Min(left + _side, shape.Width));
            for (var y = firstLine; y < lastLine; y++)
            {
                for (var x = first; x < last; x++)
                {
                    means.Span.CopyTo(view[(((y * shape.Width) + x) * shape.Channels)..]);
                }
            }
        }
    }
}
