using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Marquee.Media;

/// <summary>
/// Bits of a JPEG scan, the highest of a byte first, stuffed zeros left out. It stops at markers and at the end of the file; what is read beyond is zeros, and <see cref="RanOut"/> tells of it.
/// </summary>
internal ref struct JpegBitReader(ReadOnlySpan<byte> data, int position)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private ulong _bits;
    private int _count;
    private int _padding;

    /// <summary>The next byte that was not loaded.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Whether more bits were taken than there are.</summary>
    public readonly bool RanOut => _count < _padding;

    /// <summary>Makes at least 32 bits ready: a code of 16 bits and a number of 15 after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill()
    {
        if (_count < 32)
        {
            Load();
        }
    }

    /// <summary>The next bits, left where they are; 1 to 16 of those made ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Peek(int count) => (int)(_bits >> (64 - count));

    /// <summary>Goes past bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int count)
    {
        _bits <<= count;
        _count -= count;
    }

    /// <summary>The next bits; 1 to 16 of those made ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take(int count)
    {
        var value = Peek(count);
        Skip(count);
        return value;
    }

    /// <summary>The next bits as a signed number of that many bits (T.81, EXTEND); 1 to 15 of those made ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeSigned(int count)
    {
        var value = Take(count);
        return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /// <summary>Leaves the bits that are left, goes to the next marker and past it.</summary>
    /// <returns>The marker's second byte; -1 at the end of the file.</returns>
    public int NextMarker()
    {
        (_bits, _count, _padding) = (0, 0, 0);
        while (Position + 1 < _data.Length)
        {
            if (_data[Position] == 0xFF && _data[Position + 1] is not (0 or 0xFF))
            {
                var marker = _data[Position + 1];
                Position += 2;
                return marker;
            }

            Position++;
        }

        Position = _data.Length;
        return -1;
    }

    private void Load()
    {
        if (Position <= _data.Length - 4)
        {
            var word = BinaryPrimitives.ReadUInt32BigEndian(_data[Position..]);
            if (((~word - 0x01010101u) & word & 0x80808080u) == 0)
            {
                // None of the four is 0xFF: neither stuffing nor a marker.
                _bits |= (ulong)word << (32 - _count);
                _count += 32;
                Position += 4;
                return;
            }
        }

        while (_count <= 56)
        {
            byte next = 0;
            if (Position < _data.Length && (_data[Position] != 0xFF || (Position + 1 < _data.Length && _data[Position + 1] == 0)))
            {
                next = _data[Position];
                Position += next == 0xFF ? 2 : 1;
            }
            else
            {
                _padding += 8;
            }

            _bits |= (ulong)next << (56 - _count);
            _count += 8;
        }
    }
}
