using System.Runtime.CompilerServices;

namespace Marquee.Media;

/// <summary>A Huffman code of JPEG: codes of up to nine bits by one look into a table, longer ones by comparison with the last code of each length.</summary>
internal sealed class JpegHuffmanTable
{
    private const int LookedUp = 9;
    private const int Longest = 16;

    // Length in the upper byte, symbol in the lower; 0 where the code is longer or there is none.
    private readonly ushort[] _short = new ushort[1 << LookedUp];

    // One above the last code of each length, moved up to 16 bits; and what to add to a code to find its symbol.
    private readonly int[] _bound = new int[Longest + 1];
    private readonly int[] _offset = new int[Longest + 1];
    private readonly byte[] _symbols;

    /// <summary>A table as a DHT segment states it.</summary>
    /// <param name="counts">Codes of each length from 1 to 16.</param>
    /// <param name="symbols">Symbols in the order of their codes.</param>
    /// <exception cref="MediaException">There are more codes of a length than that length has.</exception>
    public JpegHuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        var code = 0;
        var index = 0;
        for (var length = 1; length <= Longest; length++)
        {
            _offset[length] = index - code;
            var count = counts[length - 1];
            if (code + count > 1 << length)
            {
                throw new MediaException($"A Huffman table has more codes of {length} bits than there are.");
            }

            if (length <= LookedUp)
            {
                var width = 1 << (LookedUp - length);
                for (var of = 0; of < count; of++)
                {
                    _short.AsSpan((code + of) * width, width).Fill((ushort)((length << 8) | _symbols[index + of]));
                }
            }

            code += count;
            index += count;
            _bound[length] = code << (Longest - length);
            code <<= 1;
        }
    }

    /// <summary>The next symbol.</summary>
    /// <param name="reader">Where it is read; at least 16 bits are ready.</param>
    /// <exception cref="MediaException">The bits are no code of the table.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Decode(ref JpegBitReader reader)
    {
        int entry = _short[reader.Peek(LookedUp)];
        if (entry == 0)
        {
            return DecodeLong(ref reader);
        }

        reader.Skip(entry >> 8);
        return entry & 0xFF;
    }

    private int DecodeLong(ref JpegBitReader reader)
    {
        var bits = reader.Peek(Longest);
        for (var length = LookedUp + 1; length <= Longest; length++)
        {
            if (bits < _bound[length])
            {
                reader.Skip(length);
                return _symbols[(bits >> (Longest - length)) + _offset[length]];
            }
        }

        throw new MediaException("The picture's data is damaged: bits that are no code.");
    }
}
