using System.Numerics;
using System.Runtime.Intrinsics;

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
        var length = pieceWidth * channels;
        // The lines are mixed first: then places of one line are, from memory of our own, of which a vector may read past the end.
        using var mixed = new Scratch(length + Vector128<float>.Count);
        var tapsDown = Taps(pieceHeight, height);
        var tapsAcross = Taps(pieceWidth, width);
        using var room = new Scratch((height * (tapsDown + 1)) + (width * (tapsAcross + 1)));
        var down = room.Span[..(height * (tapsDown + 1))];
        var across = room.Span[down.Length..];
        Weights(pieceHeight, height, tapsDown, down);
        Weights(pieceWidth, width, tapsAcross, across);
        for (var y = 0; y < height; y++)
        {
            var entry = down.Slice(y * (tapsDown + 1), tapsDown + 1);
            mixed.Span.Clear();
            for (var tap = 0; tap < tapsDown; tap++)
            {
                if (entry[tap + 1] != 0)
                {
                    var from = (((top + (int)entry[0] + tap) * shape.Width) + left) * channels;
                    AddTimes(source.Slice(from, length), entry[tap + 1], mixed.Span[..length]);
                }
            }

            Across(mixed.Span, across, tapsAcross, target.Slice(y * width * channels, width * channels), channels);
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

    // The triangle around a place reaches as far as one place of the coarser side either way, and there it is 0.
    private static int Taps(int from, int to) => Math.Min(from, (int)Math.Ceiling(2 * Math.Max(1, (double)from / to)));

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
        var (entry, at) = (0, 0);
        if (channels == 3)
        {
            // The fourth lane is the next pixel's, which overwrites it; the last pixel has no next.
            for (; at <= target.Length - Vector128<float>.Count; at += 3, entry += taps + 1)
            {
                var from = (int)weights[entry] * 3;
                var sum = Vector128<float>.Zero;
                for (var tap = 1; tap <= taps; tap++, from += 3)
                {
                    sum += Vector128.Create<float>(line.Slice(from, 4)) * weights[entry + tap];
                }

                sum.CopyTo(target[at..]);
            }
        }

        for (; at < target.Length; at += channels, entry += taps + 1)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var from = ((int)weights[entry] * channels) + channel;
                var sum = 0f;
                for (var tap = 1; tap <= taps; tap++, from += channels)
                {
                    sum += weights[entry + tap] * line[from];
                }

                target[at + channel] = sum;
            }
        }
    }
}
