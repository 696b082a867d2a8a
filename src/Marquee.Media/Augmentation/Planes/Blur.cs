using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Blurs a plane by a Gaussian of random width; past its edges it is continued by the nearest number.</summary>
/// <remarks>The Gaussian reaches three standard deviations either way. O(numbers of the plane x reach), as two passes of one dimension each.</remarks>
public sealed class Blur : IAugmentation
{
    private readonly double _minimumDeviation;
    private readonly double _maximumDeviation;

    /// <summary>Blurs with a standard deviation drawn evenly from a range.</summary>
    /// <param name="minimumDeviation">In places, from 0.01. Default 0.1.</param>
    /// <param name="maximumDeviation">In places, up to 100. Default 1.</param>
    public Blur(double minimumDeviation = 0.1, double maximumDeviation = 1)
    {
        AugmentationChecks.InRange(minimumDeviation, maximumDeviation, 0.01, 100, "deviation");
        (_minimumDeviation, _maximumDeviation) = (minimumDeviation, maximumDeviation);
    }

    /// <inheritdoc/>
    public PlaneShape ShapeOf(PlaneShape source) => source;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var deviation = _minimumDeviation + (random.NextDouble() * (_maximumDeviation - _minimumDeviation));
        var reach = (int)Math.Ceiling(3 * deviation);
        using var room = new Scratch((2 * reach) + 1);
        var weights = room.Span;
        var sum = 0f;
        for (var tap = -reach; tap <= reach; tap++)
        {
            weights[tap + reach] = (float)Math.Exp(-0.5 * tap * tap / (deviation * deviation));
            sum += weights[tap + reach];
        }

        foreach (ref var weight in weights)
        {
            weight /= sum;
        }

        var (channels, length) = (shape.Channels, shape.Width * shape.Channels);
        using var widened = new Scratch((shape.Width + (2 * reach)) * channels);
        using var across = new Scratch(shape.Count);
        across.Span.Clear();
        for (var y = 0; y < shape.Height; y++)
        {
            var line = source.Slice(y * length, length);
            for (var x = 0; x < reach; x++)
            {
                line[..channels].CopyTo(widened.Span[(x * channels)..]);
                line[^channels..].CopyTo(widened.Span[((reach + shape.Width + x) * channels)..]);
            }

            line.CopyTo(widened.Span[(reach * channels)..]);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                PlaneResampler.AddTimes(widened.Span.Slice(tap * channels, length), weights[tap], across.Span.Slice(y * length, length));
            }
        }

        target.Clear();
        for (var y = 0; y < shape.Height; y++)
        {
            for (var tap = -reach; tap <= reach; tap++)
            {
                var from = Math.Clamp(y + tap, 0, shape.Height - 1);
                PlaneResampler.AddTimes(across.Span.Slice(from * length, length), weights[tap + reach], target.Slice(y * length, length));
            }
        }
    }
}
