namespace Marquee.Media.Tests;

/// <summary>Writes JPEG pictures of one colour: the smallest that there are, for colours and sizes that encoders at hand do not write.</summary>
internal static class FlatJpeg
{
    /// <summary>A picture whose components all have the given samples.</summary>
    /// <param name="samples">A sample of each component.</param>
    /// <param name="adobeTransform">The transform of an Adobe segment; null without one.</param>
    /// <param name="width">Pixels in a line, as the header states it; data is written for 16 x 16.</param>
    /// <param name="height">Lines, as the header states it.</param>
    public static byte[] Make(byte[] samples, byte? adobeTransform, int width = 16, int height = 16)
    {
        List<byte> file = [0xFF, 0xD8];
        if (adobeTransform is { } transform)
        {
            file.AddRange([0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]);
        }

        // Steps of 8 make of a constant coefficient one step of a sample.
        file.AddRange([0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)8, 64)]);
        file.AddRange([0xFF, 0xC0, 0, (byte)(8 + (3 * samples.Length)), 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)samples.Length]);
        for (var index = 0; index < samples.Length; index++)
        {
            file.AddRange([(byte)(index + 1), 0x11, 0]);
        }

        // Constant coefficients: codes of four bits for sizes 0 to 8. Others: one code of one bit, the end of the block.
        file.AddRange([0xFF, 0xC4, 0, 28, 0x00, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
        file.AddRange([0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        file.AddRange([0xFF, 0xDA, 0, (byte)(6 + (2 * samples.Length)), (byte)samples.Length]);
        for (var index = 0; index < samples.Length; index++)
        {
            file.AddRange([(byte)(index + 1), 0]);
        }

        file.AddRange([0, 63, 0]);
        file.AddRange(Data(samples));
        file.AddRange([0xFF, 0xD9]);
        return [.. file];
    }

    private static List<byte> Data(byte[] samples)
    {
        List<bool> bits = [];
        void Write(int value, int count)
        {
            for (var bit = count - 1; bit >= 0; bit--)
            {
                bits.Add(((value >> bit) & 1) == 1);
            }
        }

        for (var block = 0; block < 4; block++)
        {
            foreach (var sample in samples)
            {
                // After the first block nothing changes.
                var change = block == 0 ? sample - 128 : 0;
                var size = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)Math.Abs(change));
                Write(size, 4);
                Write(change < 0 ? change + (1 << size) - 1 : change, size);
                Write(0, 1);
            }
        }

        List<byte> bytes = [];
        for (var at = 0; at < bits.Count; at += 8)
        {
            var value = (byte)Enumerable.Range(0, 8).Sum(bit => at + bit >= bits.Count || bits[at + bit] ? 128 >> bit : 0);
            bytes.Add(value);
            if (value == 0xFF)
            {
                bytes.Add(0);
            }
        }

        return bytes;
    }
}
