using System.Runtime.InteropServices;

namespace Marquee.Media;

/// <summary>Reads files from elsewhere whole, but never more than the limit, and names them where they cannot be read.</summary>
internal static class BoundedReading
{
    /// <summary>The rest of a stream.</summary>
    /// <exception cref="MediaException">It holds more than the limit.</exception>
    public static ReadOnlyMemory<byte> ReadAll(Stream stream, DecodeLimits limits, string what = "The file is")
    {
        ArgumentNullException.ThrowIfNull(stream);
        var most = Math.Min(limits.MaximumBytes, Array.MaxLength);
        if (stream.CanSeek && stream.Length - stream.Position > most)
        {
            throw new MediaException($"{what} longer than the limit of {most:N0} bytes.");
        }

        var bytes = new byte[stream.CanSeek ? (int)(stream.Length - stream.Position) + 1 : 16 * 1024];
        var length = 0;
        while (true)
        {
            var read = stream.Read(bytes, length, bytes.Length - length);
            if (read == 0)
            {
                return bytes.AsMemory(0, length);
            }

            length += read;
            if (length > most)
            {
                throw new MediaException($"{what} longer than the limit of {most:N0} bytes.");
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, 2L * length));
            }
        }
    }

    /// <summary>A file's bytes.</summary>
    /// <exception cref="MediaException">It cannot be opened, or holds more than the limit.</exception>
    public static ReadOnlyMemory<byte> ReadFile(string path, DecodeLimits limits)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return ReadAll(stream, limits);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MediaException(exception.Message, exception);
        }
    }

    /// <summary>A file to be read bit by bit.</summary>
    /// <exception cref="MediaException">It cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MediaException(exception.Message, exception);
        }
    }

    /// <summary>What was read, as a stream.</summary>
    public static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>Runs a decoder and puts the file's name before what it has to say.</summary>
    public static T Named<T>(string? name, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (MediaException exception) when (name is not null)
        {
            throw new MediaException($"{name}: {exception.Message}", exception);
        }
    }
}
