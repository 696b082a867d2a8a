using System.Buffers.Binary;
using System.Numerics;

namespace Marquee.Media;

/// <summary>
/// Reads the records of a TFRecord file: a length, its checksum, the content, its checksum. Checksums are CRC-32C (Castagnoli), turned by 15 bits and moved by a constant; each is verified.
/// </summary>
public static class TfRecordReader
{
    private const uint MaskDelta = 0xA282EAD8;

    /// <summary>The records of a file, one after the other.</summary>
    /// <param name="path">The file; messages carry it and the record's number, from 1.</param>
    /// <param name="limits">What a record may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <exception cref="MediaException">While it is gone through: it cannot be opened, is cut, or a checksum does not match.</exception>
    public static IEnumerable<byte[]> ReadFile(string path, DecodeLimits? limits = null)
    {
        using var stream = BoundedReading.Named(path, () => BoundedReading.Open(path));
        foreach (var record in Read(stream, limits, path))
        {
            yield return record;
        }
    }

    /// <summary>The records of a stream, one after the other.</summary>
    /// <param name="stream">The file, from where it stands to its end.</param>
    /// <param name="limits">What a record may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="name">What to call it where it cannot be read.</param>
    /// <exception cref="MediaException">While it is gone through: it is cut, or a checksum does not match.</exception>
    public static IEnumerable<byte[]> Read(Stream stream, DecodeLimits? limits = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var most = Math.Min((limits ?? DecodeLimits.Default).MaximumBytes, Array.MaxLength);
        for (var number = 1; ; number++)
        {
            var where = $"{name ?? "TFRecord"}, record {number:N0}";
            var header = new byte[12];
            var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            if (read == 0)
            {
                yield break;
            }

            var length = BinaryPrimitives.ReadUInt64LittleEndian(header);
            if (read < header.Length || Checksum(header.AsSpan(0, 8)) != BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8)))
            {
                throw new MediaException($"{where}: the file is cut, damaged or no TFRecord: the checksum of a record's length does not match.");
            }

            if (length > (ulong)most)
            {
                throw new MediaException($"{where}: the record has {length:N0} bytes; the limit is {most:N0}.");
            }

            // A length that the file cannot hold takes no memory.
            if (stream.CanSeek && (long)length > stream.Length - stream.Position)
            {
                throw new MediaException($"{where}: the file ends too soon.");
            }

            var content = new byte[length];
            if (stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length
                || stream.ReadAtLeast(header.AsSpan(0, 4), 4, throwOnEndOfStream: false) < 4)
            {
                throw new MediaException($"{where}: the file ends too soon.");
            }

            if (Checksum(content) != BinaryPrimitives.ReadUInt32LittleEndian(header))
            {
                throw new MediaException($"{where}: the checksum does not match the content; the file was changed or damaged.");
            }

            yield return content;
        }
    }

    /// <summary>The masked checksum of bytes.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var next in bytes)
        {
            crc = BitOperations.Crc32C(crc, next);
        }

        return BitOperations.RotateRight(~crc, 15) + MaskDelta;
    }
}
