using System.Runtime.Intrinsics;

namespace Marquee.Media;

/// <summary>Means of planes.</summary>
internal static class PlaneStatistics
{
    /// <summary>The mean red, green and blue.</summary>
    /// <param name="pixels">Red, green and blue of each pixel.</param>
    public static Vector128<float> MeanColour(ReadOnlySpan<float> pixels)
    {
        // Twelve numbers are four pixels: three sums of four lanes that repeat the three channels, added in an order that no processor changes.
        var (first, second, third) = (Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero);
        var at = 0;
        for (; at <= pixels.Length - 12; at += 12)
        {
            first += Vector128.Create<float>(pixels.Slice(at, 4));
            second += Vector128.Create<float>(pixels.Slice(at + 4, 4));
            third += Vector128.Create<float>(pixels.Slice(at + 8, 4));
        }

        var red = first[0] + first[3] + second[2] + third[1];
        var green = first[1] + second[0] + second[3] + third[2];
        var blue = first[2] + second[1] + third[0] + third[3];
        for (; at <= pixels.Length - 3; at += 3)
        {
            red += pixels[at];
            green += pixels[at + 1];
            blue += pixels[at + 2];
        }

        return Vector128.Create(red, green, blue, 0) / (pixels.Length / 3);
    }

    /// <summary>The mean of all numbers.</summary>
    public static float Mean(ReadOnlySpan<float> plane)
    {
        var sums = Vector256<float>.Zero;
        var at = 0;
        for (; at <= plane.Length - Vector256<float>.Count; at += Vector256<float>.Count)
        {
            sums += Vector256.Create<float>(plane[at..]);
        }

        var sum = 0f;
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
        {
            sum += sums[lane];
        }

        for (; at < plane.Length; at++)
        {
            sum += plane[at];
        }

        return sum / plane.Length;
    }

    /// <summary>The mean of each channel.</summary>
    /// <param name="plane">Numbers, the channels of a place side by side.</param>
    /// <param name="means">As many as there are channels.</param>
    public static void ChannelMeans(ReadOnlySpan<float> plane, Span<float> means)
    {
        switch (means.Length)
        {
            case 1:
                means[0] = Mean(plane);
                break;
            case 3:
                var colour = MeanColour(plane);
                (means[0], means[1], means[2]) = (colour[0], colour[1], colour[2]);
                break;
            default:
                means.Clear();
                for (var at = 0; at < plane.Length; at += means.Length)
                {
                    PlaneResampler.AddTimes(plane.Slice(at, means.Length), 1, means);
                }

                foreach (ref var mean in means)
                {
                    mean /= plane.Length / means.Length;
                }

                break;
        }
    }
}
