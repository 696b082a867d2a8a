using System.Buffers.Binary;
using System.IO.Compression;

namespace Marquee.Data;

/// <summary>Opens text files, unpacking those that gzip has packed.</summary>
internal static class TextFile
{
    /// <summary>Opens a file for reading from its start.</summary>
    /// <param name="path">The file, packed or not.</param>
    /// <param name="onRead">Told how many bytes have left the file, packed as they are.</param>
    public static Stream Open(string path, Action<int> onRead)
    {
        const int HeaderAndTrailer = 18;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        try
        {
            Span<byte> bytes = stackalloc byte[4];
            var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var packed = count > 1 && bytes is [0x1F, 0x8B, ..];
            var length = 0u;
            if (packed && file.Length >= HeaderAndTrailer)
            {
                file.Seek(-bytes.Length, SeekOrigin.End);
                file.ReadExactly(bytes);
                length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            }

            file.Position = 0;
            var counting = new CountingStream(file, onRead);
            return packed ? new UnpackingStream(counting, length) : counting;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private sealed class CountingStream(FileStream file, Action<int> onRead) : SequentialStream
    {
        public override int Read(Span<byte> buffer)
        {
            var count = file.Read(buffer);
            onRead(count);
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>
    /// Unpacks gzip and compares the length with the one that the file ends with, because <see cref="GZipStream"/> takes a file that was cut
    /// for one that ended.
    /// </summary>
    private sealed class UnpackingStream(Stream packed, uint expectedLength) : SequentialStream
    {
        private readonly GZipStream _unpacked = new(packed, CompressionMode.Decompress);
        private uint _length;

        public override int Read(Span<byte> buffer)
        {
            var count = _unpacked.Read(buffer);
            _length = unchecked(_length + (uint)count);
            return count > 0 || buffer.IsEmpty || _length == expectedLength
                ? count
                : throw new InvalidDataException("the packed data is cut short, or was packed in several parts; unpack it with gzip first");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _unpacked.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
