namespace Marquee.Media;

/// <summary>Makes red, green and blue of the components: samples of the coefficients, all of one size, in one colour space.</summary>
/// <remarks>Subsampled colours are interpolated (a triangle over the two nearest samples in each direction) where they have half the samples, and repeated where they have fewer. YCbCr is that of JFIF (ITU-R BT.601, full range).</remarks>
internal static class JpegColours
{
    private const int Bits = 16;
    private const int Half = 1 << (Bits - 1);

    private enum Space
    {
        Grey,
        Rgb,
        YCbCr,
        Cmyk,
        Ycck,
    }

    /// <summary>The picture.</summary>
    /// <param name="frame">Its coefficients.</param>
    /// <param name="adobeTransform">What an Adobe segment states of its colours; null without one.</param>
    public static Picture Compose(JpegFrame frame, int? adobeTransform)
    {
        var planes = Array.ConvertAll(frame.Components, Samples);
        var rows = Array.ConvertAll(frame.Components, component => new byte[component.StoredAcross * 8 * (frame.MostHorizontal / component.Horizontal)]);
        var pixels = new byte[3 * frame.Width * frame.Height];
        var space = SpaceOf(frame, adobeTransform);
        for (var y = 0; y < frame.Height; y++)
        {
            for (var index = 0; index < planes.Length; index++)
            {
                FillRow(frame, frame.Components[index], planes[index], y, rows[index]);
            }

            Convert(space, rows, adobeTransform is not null, pixels.AsSpan(3 * frame.Width * y, 3 * frame.Width));
        }

        return new Picture(frame.Width, frame.Height, pixels);
    }

    private static Space SpaceOf(JpegFrame frame, int? adobeTransform) => frame.Components.Length switch
    {
        1 => Space.Grey,
        4 => adobeTransform == 2 ? Space.Ycck : Space.Cmyk,
        _ when adobeTransform is { } transform => transform == 0 ? Space.Rgb : Space.YCbCr,
        _ => frame.Components[0].Id == 'R' && frame.Components[1].Id == 'G' && frame.Components[2].Id == 'B' ? Space.Rgb : Space.YCbCr,
    };

    private static byte[] Samples(JpegComponent component)
    {
        var stride = component.StoredAcross * 8;
        var samples = new byte[stride * component.StoredDown * 8];
        Span<int> steps = stackalloc int[64];
        for (var at = 0; at < 64; at++)
        {
            steps[JpegTables.Zigzag[at]] = component.Quantization![at];
        }

        for (var down = 0; down < component.BlocksDown; down++)
        {
            for (var across = 0; across < component.BlocksAcross; across++)
            {
                JpegTransform.Inverse(component.Block(across, down), steps, samples.AsSpan((down * 8 * stride) + (across * 8)), stride);
            }
        }

        return samples;
    }

    private static void FillRow(JpegFrame frame, JpegComponent component, byte[] plane, int y, byte[] target)
    {
        var (across, down) = (frame.MostHorizontal / component.Horizontal, frame.MostVertical / component.Vertical);
        var stride = component.StoredAcross * 8;
        var line = y / down;
        var near = plane.AsSpan(line * stride, component.Width);
        if (down == 2 && across <= 2)
        {
            // The other line that it lies between; the last stands for what is beyond it.
            var other = Math.Clamp(y % 2 == 0 ? line - 1 : line + 1, 0, component.Height - 1);
            var far = plane.AsSpan(other * stride, component.Width);
            if (across == 1)
            {
                Between(near, far, y % 2 == 0 ? 1 : 2, target);
            }
            else
            {
                DoubleBetween(near, far, target);
            }
        }
        else if (across == 1)
        {
            near.CopyTo(target);
        }
        else if (across == 2 && down == 1)
        {
            Double(near, target);
        }
        else
        {
            for (var x = 0; x < near.Length * across; x++)
            {
                target[x] = near[x / across];
            }
        }
    }

    private static void Between(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int rounding, Span<byte> target)
    {
        for (var x = 0; x < near.Length; x++)
        {
            target[x] = (byte)(((3 * near[x]) + far[x] + rounding) >> 2);
        }
    }

    private static void Double(ReadOnlySpan<byte> near, Span<byte> target)
    {
        int before = near[0];
        for (var x = 0; x < near.Length; x++)
        {
            int here = near[x];
            int after = x + 1 < near.Length ? near[x + 1] : here;
            target[2 * x] = (byte)(((3 * here) + before + 1) >> 2);
            target[(2 * x) + 1] = (byte)(((3 * here) + after + 2) >> 2);
            before = here;
        }
    }

    private static void DoubleBetween(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> target)
    {
        var here = (3 * near[0]) + far[0];
        var before = here;
        for (var x = 0; x < near.Length; x++)
        {
            var after = x + 1 < near.Length ? (3 * near[x + 1]) + far[x + 1] : here;
            target[2 * x] = (byte)(((3 * here) + before + 8) >> 4);
            target[(2 * x) + 1] = (byte)(((3 * here) + after + 7) >> 4);
            (before, here) = (here, after);
        }
    }

    private static void Convert(Space space, byte[][] rows, bool isAdobe, Span<byte> target)
    {
        var width = target.Length / 3;
        switch (space)
        {
            case Space.Grey:
                for (var x = 0; x < width; x++)
                {
                    target.Slice(3 * x, 3).Fill(rows[0][x]);
                }

                break;
            case Space.Rgb:
                for (var x = 0; x < width; x++)
                {
                    (target[3 * x], target[(3 * x) + 1], target[(3 * x) + 2]) = (rows[0][x], rows[1][x], rows[2][x]);
                }

                break;
            case Space.YCbCr:
                ConvertYCbCr(rows[0].AsSpan(0, width), rows[1].AsSpan(0, width), rows[2].AsSpan(0, width), target);
                break;
            case Space.Ycck:
                // YCbCr of what the inks leave: the inks are what is missing to white.
                ConvertYCbCr(rows[0].AsSpan(0, width), rows[1].AsSpan(0, width), rows[2].AsSpan(0, width), target);
                for (var x = 0; x < target.Length; x++)
                {
                    target[x] = Times((byte)(isAdobe ? target[x] : 255 - target[x]), Light(rows[3][x / 3], isAdobe));
                }

                break;
            default:
                for (var x = 0; x < target.Length; x++)
                {
                    target[x] = Times(Light(rows[x % 3][x / 3], isAdobe), Light(rows[3][x / 3], isAdobe));
                }

                break;
        }
    }

    // Adobe stores the light that an ink leaves, others the ink.
    private static byte Light(byte ink, bool isAdobe) => isAdobe ? ink : (byte)(255 - ink);

    private static byte Times(byte left, byte right) => (byte)(((left * right) + 127) / 255);

    private static void ConvertYCbCr(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blueness, ReadOnlySpan<byte> redness, Span<byte> target)
    {
        // 1.402, 0.34414, 0.71414 and 1.772, times 2^16.
        for (var x = 0; x < luma.Length; x++)
        {
            var (y, blue, red) = (luma[x], blueness[x] - 128, redness[x] - 128);
            var pixel = target.Slice(3 * x, 3);
            pixel[0] = Byte(y + (((91881 * red) + Half) >> Bits));
            pixel[1] = Byte(y + (((-22554 * blue) - (46802 * red) + Half) >> Bits));
            pixel[2] = Byte(y + (((116130 * blue) + Half) >> Bits));
        }
    }

    private static byte Byte(int value) => (byte)Math.Clamp(value, 0, 255);
}
