using System.Buffers.Binary;
using System.Text;

namespace Marquee.Server;

/// <summary>Reads one message in the wire format of protocol buffers, field by field.</summary>
/// <param name="bytes">The message.</param>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private ulong _number;
    private ReadOnlySpan<byte> _bytes;

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>The current field as a whole number.</summary>
    public readonly long Number => (long)_number;

    /// <summary>The current field as a number with a fraction.</summary>
    public readonly double Double => BitConverter.UInt64BitsToDouble(_number);

    /// <summary>The current field as bytes, or a message.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The current field as text.</summary>
    public readonly string Text => Encoding.UTF8.GetString(_bytes);

    /// <summary>Moves to the next field, whatever it is.</summary>
    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        Field = (int)(tag >> 3);
        _number = 0;
        _bytes = default;
        switch ((WireType)(tag & 7))
        {
            case WireType.Varint:
                _number = Varint();
                break;
            case WireType.Fixed64:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case WireType.Fixed32:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            case WireType.Bytes:
                _bytes = Take(Varint());
                break;
            default:
                throw new InvalidDataException($"a record of the dump has a field of an unknown type ({tag & 7})");
        }

        return true;
    }

    private ulong Varint()
    {
        var number = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Take(1)[0];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw new InvalidDataException("a record of the dump holds a number without an end");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw new InvalidDataException("a record of the dump ends in the middle of a field");
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
