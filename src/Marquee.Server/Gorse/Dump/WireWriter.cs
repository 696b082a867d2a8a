using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Marquee.Server;

/// <summary>Writes one message in the wire format of protocol buffers, version 3: fields of their default value are left out.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    /// <summary>Begins another message.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    /// <summary>A text; an empty one is left out unless it is one of several.</summary>
    public void Text(int field, string text, bool repeated = false)
    {
        if (text.Length > 0 || repeated)
        {
            Bytes(field, Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>Bytes, or a message.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
    }

    /// <summary>A whole number or a truth value.</summary>
    public void Number(int field, long number)
    {
        if (number != 0)
        {
            Tag(field, WireType.Varint);
            Varint((ulong)number);
        }
    }

    /// <summary>A number with a fraction.</summary>
    public void Double(int field, double number)
    {
        if (number != 0)
        {
            Tag(field, WireType.Fixed64);
            BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), number);
            _bytes.Advance(sizeof(double));
        }
    }

    private void Tag(int field, WireType type) => Varint((ulong)(field << 3 | (int)type));

    private void Varint(ulong number)
    {
        var span = _bytes.GetSpan(10);
        var length = 0;
        for (; number >= 0x80; number >>= 7)
        {
            span[length++] = (byte)(number | 0x80);
        }

        span[length++] = (byte)number;
        _bytes.Advance(length);
    }
}
