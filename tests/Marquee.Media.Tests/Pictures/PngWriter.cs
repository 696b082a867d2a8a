using System.Buffers.Binary;
using System.IO.Compression;
using Marquee.Numerics;

namespace Marquee.Media.Tests;

/// <summary>Writes PNG pictures of every kind, with a filter drawn for each line.</summary>
internal static class PngWriter
{
    private static readonly (int Left, int Top, int Across, int Down)[] _adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>A file of samples (<c>height x width x channels</c>), with further chunks before its data.</summary>
    public static byte[] Write(
        int width, int height, int depth, int colour, bool isInterlaced, int[] samples, SplittableRandom random, params (string Kind, byte[] Content)[] further)
    {
        var channels = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        using var data = new MemoryStream();
        using (var deflated = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var (left, top, across, down) in isInterlaced ? _adam7 : [(0, 0, 1, 1)])
            {
                var columns = Enumerable.Range(0, width).Where(x => x >= left && (x - left) % across == 0).ToArray();
                byte[]? above = null;
                for (var y = top; y < height && columns.Length > 0; y += down)
                {
                    var line = Pack([.. columns.SelectMany(x => Enumerable.Range(0, channels).Select(channel => samples[(((y * width) + x) * channels) + channel]))], depth);
                    var filter = random.Next(5);
                    deflated.WriteByte((byte)filter);
                    deflated.Write(Filter(filter, line, above ?? new byte[line.Length], Math.Max(1, channels * depth / 8)));
                    above = line;
                }
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colour, (byte)(isInterlaced ? 1 : 0));
        var compressed = data.ToArray();

        // In two chunks: a picture's data is one stream over all of them.
        return Chunks([("IHDR", header), .. further, ("IDAT", compressed[..(compressed.Length / 2)]), ("IDAT", compressed[(compressed.Length / 2)..]), ("IEND", [])]);
    }

    /// <summary>A file of chunks.</summary>
    public static byte[] Chunks(params (string Kind, byte[] Content)[] chunks)
    {
        List<byte> file = [0x89, .. "PNG\r\n\u001A\n"u8];
        foreach (var (kind, content) in chunks)
        {
            var number = new byte[4];
            byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(kind), .. content];
            BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
            file.AddRange(number);
            file.AddRange(named);
            BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(named));
            file.AddRange(number);
        }

        return [.. file];
    }

    /// <summary>Writes right checksums over those of a damaged file, as far as its chunks can be followed, so that the damage is met further in.</summary>
    public static byte[] Repair(byte[] file)
    {
        for (var position = 8; position <= file.Length - 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
            if (length > file.Length - position - 12)
            {
                break;
            }

            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(position + 8 + (int)length), Checksum(file.AsSpan(position + 4, 4 + (int)length)));
            position += 12 + (int)length;
        }

        return file;
    }

    // By the definition, bit by bit.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }

    private static byte[] Pack(int[] samples, int depth)
    {
        var line = new byte[((samples.Length * depth) + 7) / 8];
        for (var index = 0; index < samples.Length; index++)
        {
            for (var bit = 0; bit < depth; bit++)
            {
                var at = (index * depth) + bit;
                line[at / 8] |= (byte)(((samples[index] >> (depth - 1 - bit)) & 1) << (7 - (at % 8)));
            }
        }

        return line;
    }

    private static byte[] Filter(int filter, byte[] line, byte[] above, int distance)
    {
        var filtered = new byte[line.Length];
        for (var x = 0; x < line.Length; x++)
        {
            int left = x < distance ? 0 : line[x - distance];
            int corner = x < distance ? 0 : above[x - distance];
            var guess = left + above[x] - corner;
            var (toLeft, toAbove, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - above[x]), Math.Abs(guess - corner));
            filtered[x] = (byte)(line[x] - filter switch
            {
                0 => 0,
                1 => left,
                2 => above[x],
                3 => (left + above[x]) / 2,
                _ => toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above[x] : corner,
            });
        }

        return filtered;
    }
}
