using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Marquee.Media;

/// <summary>Goes through the chunks of a PNG file and makes its pixels.</summary>
internal static class PngDecoder
{
    // Deflate makes at most so many bytes of one.
    private const int MostExpansion = 1032;

    /// <summary>Decodes a picture.</summary>
    /// <exception cref="MediaException">It is damaged, cut, or too large.</exception>
    public static Picture Decode(ReadOnlySpan<byte> bytes, DecodeLimits limits)
    {
        if (!bytes.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
        {
            throw new MediaException("The PNG signature is damaged, as it is when a file was sent as text.");
        }

        PngHeader? header = null;
        var palette = Array.Empty<byte>();
        byte[]? transparency = null;
        var data = new MemoryStream();
        var position = 8;
        while (true)
        {
            var chunk = ReadChunk(bytes, ref position, out var kind);
            if (header is null && kind != "IHDR")
            {
                throw new MediaException($"The PNG file begins with a chunk {kind}; IHDR is the first.");
            }

            switch (kind)
            {
                case "IHDR" when header is null:
                    header = PngHeader.Read(chunk, limits);
                    break;
                case "PLTE" when chunk.Length % 3 == 0 && chunk.Length is > 0 and <= 768:
                    palette = chunk.ToArray();
                    break;
                case "tRNS":
                    transparency = chunk.ToArray();
                    break;
                case "IDAT":
                    data.Write(chunk);
                    break;
                case "IEND":
                    return Inflate(header!, new PngPixels(header!, palette, transparency), data);
                default:
                    if (char.IsAsciiLetterUpper(kind[0]))
                    {
                        throw new MediaException($"The PNG file has a chunk {kind} of {chunk.Length} bytes, which is damaged, or is needed to show it and not known.");
                    }

                    break;
            }
        }
    }

    private static ReadOnlySpan<byte> ReadChunk(ReadOnlySpan<byte> bytes, ref int position, out string kind)
    {
        var left = bytes[position..];
        var length = left.Length < 12 ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(left);
        if (length > left.Length - 12)
        {
            throw new MediaException($"The PNG picture is cut or damaged: the chunk at byte {position:N0} goes beyond the file's end.");
        }

        var named = left.Slice(4, 4 + (int)length);
        if (Crc32.Of(named) != BinaryPrimitives.ReadUInt32BigEndian(left[(8 + (int)length)..]))
        {
            throw new MediaException($"The PNG picture is damaged: the checksum of the chunk at byte {position:N0} does not match its content.");
        }

        kind = Encoding.Latin1.GetString(named[..4]);
        position += 12 + (int)length;
        return named[4..];
    }

    private static Picture Inflate(PngHeader header, PngPixels expander, MemoryStream data)
    {
        var passes = header.Passes().ToArray();
        var needed = passes.Sum(pass => pass.Height(header.Height) * (1 + header.LineBytes(pass.Width(header.Width))));
        if (data.Length * MostExpansion < needed)
        {
            throw new MediaException($"The PNG picture ends too soon: {data.Length:N0} bytes cannot hold the {header.Width} x {header.Height} that its header states.");
        }

        var pixels = new byte[3 * header.Width * header.Height];
        data.Position = 0;
        try
        {
            using var inflated = new ZLibStream(data, CompressionMode.Decompress);
            foreach (var pass in passes)
            {
                ReadPass(header, pass, expander, inflated, pixels);
            }

            // The checksum is looked at when the end is read.
            if (inflated.ReadByte() >= 0)
            {
                throw new MediaException("The PNG picture is damaged: it holds more data than its header states.");
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new MediaException("The PNG picture's data is damaged or ends too soon.", exception);
        }

        return new Picture(header.Width, header.Height, pixels);
    }

    private static void ReadPass(PngHeader header, PngPass pass, PngPixels expander, Stream inflated, byte[] pixels)
    {
        var width = pass.Width(header.Width);
        var lineBytes = (int)header.LineBytes(width);
        var (line, above) = (new byte[1 + lineBytes], new byte[1 + lineBytes]);
        var expanded = pass.Across == 1 ? [] : new byte[3 * width];
        for (var (row, rows) = (0, pass.Height(header.Height)); row < rows; row++)
        {
            inflated.ReadExactly(line);
            PngFilter.Undo(line[0], line.AsSpan(1), above.AsSpan(1), header.FilterDistance);
            var target = pixels.AsSpan(3 * header.Width * (pass.Top + (row * pass.Down)), 3 * header.Width);
            if (pass.Across == 1)
            {
                expander.Expand(line.AsSpan(1), target);
            }
            else
            {
                expander.Expand(line.AsSpan(1), expanded);
                for (var x = 0; x < width; x++)
                {
                    expanded.AsSpan(3 * x, 3).CopyTo(target[(3 * (pass.Left + (x * pass.Across)))..]);
                }
            }

            (line, above) = (above, line);
        }
    }
}
