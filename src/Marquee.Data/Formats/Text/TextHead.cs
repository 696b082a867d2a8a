using System.Buffers;
using System.Text;

namespace Marquee.Data;

/// <summary>The first bytes of a file, by which formats are told apart and files that are not text are refused.</summary>
internal static class TextHead
{
    private const int Length = 4096;

    private static readonly SearchValues<byte> ControlBytes = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Except(['\t', '\n', '\r', '\f', 0x1B]).Select(value => (byte)value)]);

    /// <summary>Bytes of the UTF-8 byte order mark.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The first line that is not blank; empty where the file cannot be read or is not text.</summary>
    public static string FirstLine(string path) => Lines(path) is { Count: > 0 } lines ? lines[0] : "";

    /// <summary>The complete lines that are not blank at the start of a file (of what gzip holds, where it is compressed); none where it cannot be read or is not text.</summary>
    public static IReadOnlyList<string> Lines(string path)
    {
        var head = new byte[Length];
        int count;
        try
        {
            using var stream = TextFile.Open(path, _ => { });
            count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return [];
        }

        var bytes = head.AsSpan(0, count);
        if (Problem(bytes) is not null)
        {
            return [];
        }

        bytes = bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;

        // Latin-1 keeps every byte apart, so that a head cut inside a character does no harm; formats are recognised by their ASCII parts.
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        var complete = count < Length || lines.Length == 1 ? lines : lines[..^1];
        return [.. complete.Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)];
    }

    /// <summary>Why these first bytes are not those of a text file in UTF-8 or latin-1, or none where they may be.</summary>
    public static string? Problem(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            return "is UTF-32; save it as UTF-8";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return "is UTF-16; save it as UTF-8";
        }

        if (head.StartsWith("PK\x03\x04"u8))
        {
            return "is a zip archive; unpack it and give the folder";
        }

        head = head[..Math.Min(head.Length, Length)];
        var nulls = head.Count((byte)0);
        if (nulls > 1 && nulls * 10 > head.Length)
        {
            return "is full of null bytes: a binary file, or UTF-16 without a byte order mark; text in UTF-8 is expected";
        }

        var controls = CountControls(head);
        return controls > 3 && controls * 20 > head.Length ? "is a binary file; text in UTF-8 is expected" : null;
    }

    private static int CountControls(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        for (var at = bytes.IndexOfAny(ControlBytes); at >= 0; at = bytes.IndexOfAny(ControlBytes))
        {
            count++;
            bytes = bytes[(at + 1)..];
        }

        return count;
    }
}
