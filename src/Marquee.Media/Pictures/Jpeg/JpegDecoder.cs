using System.Buffers.Binary;

namespace Marquee.Media;

/// <summary>Goes through the segments of a JPEG file, from its header to its end marker.</summary>
internal static class JpegDecoder
{
    private const int EndOfImage = 0xD9;
    private const int StartOfScan = 0xDA;

    // Encoders write about ten. Each costs a walk over the picture, even where it holds a few bytes.
    private const int MostScans = 200;

    /// <summary>Decodes a picture.</summary>
    /// <exception cref="MediaException">It is damaged, cut, too large, or coded in a way that is not read.</exception>
    public static Picture Decode(ReadOnlySpan<byte> bytes, DecodeLimits limits)
    {
        var tables = new JpegTables();
        JpegFrame? frame = null;
        var restartInterval = 0;
        var scans = 0;
        int? adobeTransform = null;
        var reader = new JpegBitReader(bytes, 2);
        while (true)
        {
            var marker = reader.NextMarker();
            if (marker == EndOfImage)
            {
                break;
            }

            if (marker < 0)
            {
                throw new MediaException("The JPEG picture ends too soon: there is no end marker.");
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
            {
                // They stand alone, and say nothing here.
                continue;
            }

            var segment = Segment(bytes, reader.Position);
            reader = new JpegBitReader(bytes, reader.Position + 2 + segment.Length);
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2 when frame is null:
                    frame = JpegFrame.Read(segment, marker, bytes.Length - reader.Position, limits);
                    break;
                case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                    throw new MediaException(frame is not null ? "The JPEG file has a second frame." : $"The JPEG picture is {Coding(marker)}, which is not read.");
                case 0xC4:
                    tables.ReadHuffman(segment);
                    break;
                case 0xDB:
                    tables.ReadQuantization(segment);
                    break;
                case 0xDD when segment.Length == 2:
                    restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                    break;
                case 0xEE when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                    adobeTransform = segment[11];
                    break;
                case StartOfScan when ++scans > MostScans:
                    throw new MediaException($"The JPEG picture has more than {MostScans} scans.");
                case StartOfScan:
                    JpegScan.ReadHeader(segment, frame ?? throw new MediaException("The JPEG picture's data comes before its header."), tables).Read(ref reader, restartInterval);
                    break;
                default:
                    break;
            }
        }

        if (frame is null || frame.Components.Any(component => component.LowestBit[0] < 0))
        {
            throw new MediaException("The JPEG picture ends before all of its colours were given.");
        }

        return JpegColours.Compose(frame, adobeTransform);
    }

    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> bytes, int position)
    {
        var left = bytes[position..];
        var length = left.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(left);
        return length >= 2 && length <= left.Length
            ? left[2..length]
            : throw new MediaException($"The JPEG picture is cut or damaged: the segment at byte {position:N0} goes beyond the file's end.");
    }

    private static string Coding(int marker) => marker switch
    {
        0xC3 => "lossless",
        >= 0xC9 => "coded arithmetically",
        _ => "hierarchical",
    };
}
