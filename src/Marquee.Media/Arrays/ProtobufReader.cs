using System.Buffers.Binary;

namespace Marquee.Media;

/// <summary>Goes through the fields of a protocol buffer message, as they are on the wire.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _left = message;

    /// <summary>The number of the field.</summary>
    public int Field { get; private set; }

    /// <summary>Its content, where it is a string, bytes, a message or numbers packed together; or the bytes of a number of fixed length.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>Its number, where it is one of variable length.</summary>
    public ulong Number { get; private set; }

    /// <summary>Whether it is a number of variable length.</summary>
    public bool IsNumber { get; private set; }

    /// <summary>Goes to the next field.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="MediaException">The message is damaged.</exception>
    public bool Next()
    {
        if (_left.IsEmpty)
        {
            return false;
        }

        var key = ReadNumber(ref _left);
        Field = (int)Math.Min(key >> 3, int.MaxValue);
        (IsNumber, Number) = (false, 0);
        Content = default;
        switch (key & 7)
        {
            case 0:
                (IsNumber, Number) = (true, ReadNumber(ref _left));
                break;
            case 1:
                Content = Take(8);
                break;
            case 2:
                Content = Take(ReadNumber(ref _left));
                break;
            case 5:
                Content = Take(4);
                break;
            default:
                throw new MediaException($"the message is damaged: there is no wire type {key & 7}.");
        }

        return true;
    }

    /// <summary>Reads a number of variable length and goes past it.</summary>
    public static ulong ReadNumber(ref ReadOnlySpan<byte> bytes)
    {
        var number = 0UL;
        for (var index = 0; index < Math.Min(10, bytes.Length); index++)
        {
            number |= (ulong)(bytes[index] & 0x7F) << (7 * index);
            if (bytes[index] < 0x80)
            {
                bytes = bytes[(index + 1)..];
                return number;
            }
        }

        throw new MediaException("the message is damaged: a number does not end.");
    }

    /// <summary>Reads singles that lie side by side.</summary>
    public static void ReadSingles(ReadOnlySpan<byte> bytes, List<float> numbers)
    {
        if (bytes.Length % 4 != 0)
        {
            throw new MediaException("the message is damaged: singles have four bytes each.");
        }

        for (; !bytes.IsEmpty; bytes = bytes[4..])
        {
            numbers.Add(BinaryPrimitives.ReadSingleLittleEndian(bytes));
        }
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_left.Length)
        {
            throw new MediaException("the message is damaged: a field goes beyond its end.");
        }

        var taken = _left[..(int)length];
        _left = _left[(int)length..];
        return taken;
    }
}
