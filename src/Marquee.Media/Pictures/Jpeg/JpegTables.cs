using System.Buffers.Binary;

namespace Marquee.Media;

/// <summary>The quantization and Huffman tables of a JPEG picture as they stand at one place of the file.</summary>
internal sealed class JpegTables
{
    private readonly ushort[]?[] _quantization = new ushort[]?[4];
    private readonly JpegHuffmanTable?[] _constant = new JpegHuffmanTable?[4];
    private readonly JpegHuffmanTable?[] _other = new JpegHuffmanTable?[4];

    /// <summary>Where in a block of 8 x 8 the coefficients lie, in the order they come.</summary>
    public static ReadOnlySpan<byte> Zigzag =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>Steps of the 64 coefficients in zigzag order.</summary>
    public ushort[] Quantization(int number) => _quantization[number] ?? throw Missing("quantization", number);

    /// <summary>The code of constant coefficients.</summary>
    public JpegHuffmanTable Constant(int number) => Find(_constant, number);

    /// <summary>The code of all others.</summary>
    public JpegHuffmanTable Other(int number) => Find(_other, number);

    /// <summary>Reads a DQT segment.</summary>
    public void ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var (isWide, number) = (segment[0] >> 4, segment[0] & 15);
            var length = isWide == 0 ? 64 : 128;
            if (isWide > 1 || number > 3 || segment.Length < 1 + length)
            {
                throw new MediaException("A JPEG quantization table is damaged.");
            }

            var steps = new ushort[64];
            for (var index = 0; index < 64; index++)
            {
                steps[index] = isWide == 0 ? segment[1 + index] : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * index))..]);
            }

            _quantization[number] = steps;
            segment = segment[(1 + length)..];
        }
    }

    /// <summary>Reads a DHT segment.</summary>
    public void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var (kind, number) = (segment[0] >> 4, segment[0] & 15);
            var total = 0;
            for (var index = 1; index <= 16 && index < segment.Length; index++)
            {
                total += segment[index];
            }

            if (kind > 1 || number > 3 || total > 256 || segment.Length < 17 + total)
            {
                throw new MediaException("A JPEG Huffman table is damaged.");
            }

            (kind == 0 ? _constant : _other)[number] = new JpegHuffmanTable(segment.Slice(1, 16), segment.Slice(17, total));
            segment = segment[(17 + total)..];
        }
    }

    private static JpegHuffmanTable Find(JpegHuffmanTable?[] tables, int number) =>
        (number < tables.Length ? tables[number] : null) ?? throw Missing("Huffman", number);

    private static MediaException Missing(string kind, int number) => new($"The JPEG picture uses {kind} table {number}, which it does not define.");
}
