using System.Buffers.Binary;
using System.Text;

namespace Marquee.Data;

/// <summary>
/// Gives the same string for the same bytes most of the time, so that a million ratings do not make two million strings.
/// A direct-mapped cache: bounded memory, a newcomer takes the slot of whom it collides with.
/// </summary>
internal sealed class TextCache
{
    private const int MaxSlotBits = 16;
    private const int LongestCached = 64;

    private int _slotBits = 8;
    private string?[] _slots = new string?[1 << 8];
    private int _newcomers;

    /// <summary>The string of some ASCII bytes.</summary>
    public string Get(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length > LongestCached)
        {
            return Encoding.ASCII.GetString(ascii);
        }

        ref var slot = ref _slots[Hash(ascii) >> (64 - _slotBits)];
        if (slot is null || !Ascii.Equals(ascii, slot))
        {
            slot = Encoding.ASCII.GetString(ascii);
            return ++_newcomers > _slots.Length && _slotBits < MaxSlotBits ? Grow(slot) : slot;
        }

        return slot;
    }

    // Starts afresh with four times the slots: what is still in use comes back by itself.
    private string Grow(string latest)
    {
        _slotBits += 2;
        _slots = new string?[1 << _slotBits];
        _newcomers = 0;
        return latest;
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15;
        var hash = (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Multiplier;
            hash ^= hash >> 29;
            bytes = bytes[sizeof(ulong)..];
        }

        var rest = 0UL;
        foreach (var value in bytes)
        {
            rest = (rest << 8) | value;
        }

        return (hash ^ rest) * Multiplier;
    }
}
