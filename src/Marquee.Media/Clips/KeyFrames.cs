namespace Marquee.Media;

/// <summary>
/// Finds the cuts of a video by its colours, and one frame for each shot between them (Zhang, Kankanhalli and Smoliar, Automatic partitioning of full-motion video, 1993: comparison of histograms).
/// </summary>
/// <remarks>
/// A frame's histogram counts its pixels in 4 x 4 x 4 cells of red, green and blue; two frames are as far apart as the share of pixels that would have to change cells, from 0 to 1. Where two frames that follow each other are further
/// apart than the threshold, a shot ends. Cuts are found; slow fades are not. Time grows with the pixels.
/// </remarks>
public static class KeyFrames
{
    /// <summary>The threshold where none is named: two fifths of the pixels.</summary>
    public const double DefaultThreshold = 0.4;

    // Bits of each colour that count.
    private const int Bits = 2;
    private const int Cells = 1 << (3 * Bits);

    /// <summary>The shots of a video, in order; together they are all frames.</summary>
    /// <param name="frames">Its frames.</param>
    /// <param name="threshold">How far apart two frames are that a cut lies between, from 0 to 1.</param>
    public static IReadOnlyList<Shot> Find(IReadOnlyList<Picture> frames, double threshold = DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (threshold is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "Frames are 0 to 1 apart.");
        }

        var histograms = frames.Select(Histogram).ToArray();
        var shots = new List<Shot>();
        var start = 0;
        for (var frame = 1; frame <= frames.Count; frame++)
        {
            if (frame == frames.Count || Distance(histograms[frame - 1], histograms[frame]) > threshold)
            {
                shots.Add(new Shot(start, frame - start, start + Nearest(histograms.AsSpan(start..frame))));
                start = frame;
            }
        }

        return shots;
    }

    /// <summary>The share of pixels that would have to change cells to make one frame's colours the other's, from 0 to 1.</summary>
    public static double Distance(Picture first, Picture second) => Distance(Histogram(first), Histogram(second));

    private static double Distance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var sum = 0.0;
        for (var cell = 0; cell < Cells; cell++)
        {
            sum += Math.Abs(first[cell] - second[cell]);
        }

        return sum / 2;
    }

    private static double[] Histogram(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var counts = new double[Cells];
        var pixels = picture.Pixels;
        for (var at = 0; at < pixels.Length; at += 3)
        {
            counts[(pixels[at] >> (8 - Bits) << (2 * Bits)) | (pixels[at + 1] >> (8 - Bits) << Bits) | (pixels[at + 2] >> (8 - Bits))]++;
        }

        for (var cell = 0; cell < Cells; cell++)
        {
            counts[cell] /= pixels.Length / 3;
        }

        return counts;
    }

    // The frame nearest to the mean; of several the first.
    private static int Nearest(ReadOnlySpan<double[]> histograms)
    {
        var mean = new double[Cells];
        foreach (var histogram in histograms)
        {
            for (var cell = 0; cell < Cells; cell++)
            {
                mean[cell] += histogram[cell] / histograms.Length;
            }
        }

        var (nearest, least) = (0, double.PositiveInfinity);
        for (var frame = 0; frame < histograms.Length; frame++)
        {
            if (Distance(histograms[frame], mean) is var distance && distance < least)
            {
                (nearest, least) = (frame, distance);
            }
        }

        return nearest;
    }
}
