using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Marquee.Media;

/// <summary>
/// Reads arrays that NumPy saved (<c>.npy</c>, versions 1 to 3): half, single and double, whole numbers of 1, 4 and 8 bytes and bytes without sign, little-endian, in row (C) order. Others are refused by name: Python objects, records,
/// big-endian numbers, column (Fortran) order.
/// </summary>
public static partial class NumpyReader
{
    private const int LongestHeader = 1 << 16;

    private static readonly string[] _types = ["<f2", "<f4", "<f8", "|i1", "|u1", "<i4", "<i8"];

    /// <summary>Reads an array.</summary>
    /// <param name="path">The file; messages carry it.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <exception cref="MediaException">It cannot be opened, is no array, is cut, is longer than the limits, or holds what is not read.</exception>
    public static NumpyArray ReadFile(string path, DecodeLimits? limits = null) =>
        BoundedReading.Named(path, () => Parse(BoundedReading.ReadFile(path, limits ?? DecodeLimits.Default)));

    /// <summary>Reads an array.</summary>
    /// <param name="stream">The file, from where it stands to its end.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="name">What to call it where it cannot be read.</param>
    /// <exception cref="MediaException">It is no array, is cut, is longer than the limits, or holds what is not read.</exception>
    public static NumpyArray Read(Stream stream, DecodeLimits? limits = null, string? name = null) =>
        BoundedReading.Named(name, () => Parse(BoundedReading.ReadAll(stream, limits ?? DecodeLimits.Default)));

    private static NumpyArray Parse(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.Length < 12 || !bytes.StartsWith<byte>([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']))
        {
            throw new MediaException("The file is no array of NumPy: it does not begin as one.");
        }

        if (bytes[6] is < 1 or > 3)
        {
            throw new MediaException($"The array is in version {bytes[6]} of NumPy's format; 1 to 3 are read.");
        }

        var start = bytes[6] == 1 ? 10 : 12;
        var length = bytes[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > LongestHeader || length > bytes.Length - start)
        {
            throw new MediaException($"The array is cut or damaged: its header states {length:N0} bytes of text.");
        }

        var header = Encoding.UTF8.GetString(bytes.Slice(start, (int)length));
        var type = Type().Match(header) is { Success: true } typed ? typed.Groups[1].Value : throw new MediaException($"The array's header names no single type: {Shown(header)}");
        if (!_types.Contains(type))
        {
            throw new MediaException($"The array holds numbers of type '{type}'; {string.Join(", ", _types)} are read.");
        }

        if (!RowOrder().IsMatch(header))
        {
            throw new MediaException("The array is in column (Fortran) order; save it with numpy.ascontiguousarray.");
        }

        var shape = ReadShape(header);
        var data = file[(start + (int)length)..];
        var width = type[2] - '0';
        var count = 1L;
        foreach (var extent in shape)
        {
            // What is beyond the data stays there, and nothing overflows, unless a direction is empty.
            count = extent == 0 ? 0 : count > data.Length ? count : count * extent;
        }

        return count <= data.Length && count * width == data.Length
            ? new NumpyArray(type, shape, (int)count, data)
            : throw new MediaException($"The array is cut or damaged: {data.Length:N0} bytes are not {string.Join(" x ", shape)} numbers of {width} bytes.");
    }

    private static int[] ReadShape(string header)
    {
        var match = Shape().Match(header);
        if (!match.Success)
        {
            throw new MediaException($"The array's header states no shape: {Shown(header)}");
        }

        var parts = match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.ConvertAll(parts, part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var extent)
            ? extent
            : throw new MediaException($"The array's header states a shape of {part}, which is no length."));
    }

    private static string Shown(string header) => header.Length <= 120 ? header.TrimEnd() : $"{header[..120]}...";

    [GeneratedRegex("'descr'\\s*:\\s*'([^']*)'")]
    private static partial Regex Type();

    [GeneratedRegex("'fortran_order'\\s*:\\s*False")]
    private static partial Regex RowOrder();

    [GeneratedRegex("'shape'\\s*:\\s*\\(([^)]*)\\)")]
    private static partial Regex Shape();
}
