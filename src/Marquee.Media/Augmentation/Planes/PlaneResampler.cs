using System.Numerics;

namespace Marquee.Media;

/// <summary>Brings a piece of a plane to another size: bilinear where it grows; where it shrinks the triangles are as much wider, so that every number of the piece counts.</summary>
internal static class PlaneResampler
{
    /// <summary>Resizes a piece.</summary>
    /// <param name="source">The plane.</param>
    /// <param name="shape">How its numbers lie.</param>
    /// <param name="top">First line of the piece.</param>
    /// <param name="left">First place of the piece.</param>
    /// <param name="pieceHeight">Lines of the piece.</param>
    /// <param name="pieceWidth">Places in a line of the piece.</param>
    /// <param name="target"><c>height x width x channels</c>.</param>
    /// <param name="height">Lines of the target.</param>
    /// <param name="width">Places in a line of the target.</param>
    public static void Resize(
        ReadOnlySpan<float> source, PlaneShape shape, int top, int left, int pieceHeight, int pieceWidth, Span<float> target, int height, int width)
    {
        var channels = shape.Channels;
        var length = width * channels;
        using var narrowed = new Scratch(pieceHeight * length);
        var taps = Taps(pieceWidth, width);
        using (var room = new Scratch(width * (taps + 1)))
        {
            var weights = room.Span;
            Weights(pieceWidth, width, taps, weights);
            for (var y = 0; y < pieceHeight; y++)
            {
                var line = source.Slice((((top + y) * shape.Width) + left) * channels, pieceWidth * channels);
                Across(line, weights, taps, narrowed.Span.Slice(y * length, length), channels);
            }
        }

        taps = Taps(pieceHeight, height);
        using (var room = new Scratch(height * (taps + 1)))
        {
            var weights = room.Span;
            Weights(pieceHeight, height, taps, weights);
            for (var y = 0; y < height; y++)
            {
                var entry = weights.Slice(y * (taps + 1), taps + 1);
                var line = target.Slice(y * length, length);
                line.Clear();
                for (var tap = 0; tap < taps; tap++)
                {
                    if (entry[tap + 1] != 0)
                    {
                        AddTimes(narrowed.Span.Slice(((int)entry[0] + tap) * length, length), entry[tap + 1], line);
                    }
                }
            }
        }
    }

    /// <summary>Adds a multiple, number by number.</summary>
    public static void AddTimes(ReadOnlySpan<float> source, float factor, Span<float> target)
    {
        var at = 0;
        var factors = new Vector<float>(factor);
        for (; at <= target.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var place = target.Slice(at, Vector<float>.Count);
            (new Vector<float>(place) + (new Vector<float>(source[at..]) * factors)).CopyTo(place);
        }

        for (; at < target.Length; at++)
        {
            target[at] += source[at] * factor;
        }
    }

    // The triangle around a place reaches as far as one place of the coarser side either way.
    private static int Taps(int from, int to) => Math.Min(from, (2 * (int)Math.Ceiling(Math.Max(1, (double)from / to))) + 1);

    // Of each place of the target: the first place that counts, then the weights from there on.
    private static void Weights(int from, int to, int taps, Span<float> entries)
    {
        var scale = (double)from / to;
        var reach = Math.Max(1, scale);
        for (var place = 0; place < to; place++)
        {
            var middle = ((place + 0.5) * scale) - 0.5;
            var first = Math.Clamp((int)Math.Floor(middle - reach) + 1, 0, from - taps);
            var entry = entries.Slice(place * (taps + 1), taps + 1);
            entry[0] = first;
            var sum = 0f;
            for (var tap = 0; tap < taps; tap++)
            {
                entry[tap + 1] = (float)Math.Max(0, 1 - (Math.Abs(first + tap - middle) / reach));
                sum += entry[tap + 1];
            }

            for (var tap = 1; tap <= taps; tap++)
            {
                entry[tap] /= sum;
            }
        }
    }

    private static void Across(ReadOnlySpan<float> line, ReadOnlySpan<float> weights, int taps, Span<float> target, int channels)
    {
        var entry = 0;
        for (var at = 0; at < target.Length; at += channels, entry += taps + 1)
        {
            var from = (int)weights[entry] * channels;
            if (channels == 3)
            {
                var (red, green, blue) = (0f, 0f, 0f);
                for (var tap = 1; tap <= taps; tap++, from += 3)
                {
                    var weight = weights[entry + tap];
                    red += weight * line[from];
                    green += weight * line[from + 1];
                    blue += weight * line[from + 2];
                }

                (target[at], target[at + 1], target[at + 2]) = (red, green, blue);
                continue;
            }

            for (var channel = 0; channel < channels; channel++)
            {
                var sum = 0f;
                for (var tap = 1; tap <= taps; tap++)
                {
                    sum += weights[entry + tap] * line[from + channel + ((tap - 1) * channels)];
                }

                target[at + channel] = sum;
            }
        }
    }
}
