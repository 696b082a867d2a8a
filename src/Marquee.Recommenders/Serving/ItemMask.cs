namespace Marquee.Recommenders;

/// <summary>An immutable set of items, one bit each, for rules that say the same to every user.</summary>
/// <remarks>Memory: one bit for each index up to the largest member.</remarks>
public sealed class ItemMask
{
    private readonly ulong[] _words;

    /// <summary>Collects items.</summary>
    /// <param name="items">Item indices, in any order; may repeat.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative.</exception>
    public ItemMask(IEnumerable<int> items)
    {
        var words = new List<ulong>();
        foreach (var item in items)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(item, nameof(items));
            while (words.Count <= item >> 6)
            {
                words.Add(0);
            }

            words[item >> 6] |= 1UL << (item & 63);
        }

        _words = [.. words];
    }

    private ItemMask(ulong[] words) => _words = words;

    /// <summary>Bit <c>i % 64</c> of word <c>i / 64</c> says whether item <c>i</c> is in; items beyond the last word are not.</summary>
    internal ReadOnlySpan<ulong> Words => _words;

    /// <summary>Whether an item is in.</summary>
    public bool Contains(int item) => item >= 0 && item >> 6 < _words.Length && (_words[item >> 6] >> (item & 63) & 1) != 0;

    /// <summary>The items that are in at least one of several sets.</summary>
    public static ItemMask Union(IEnumerable<ItemMask> masks)
    {
        ItemMask[] all = [.. masks];
        var words = new ulong[all.Select(mask => mask._words.Length).DefaultIfEmpty().Max()];
        foreach (var mask in all)
        {
            for (var word = 0; word < mask._words.Length; word++)
            {
                words[word] |= mask._words[word];
            }
        }

        return new ItemMask(words);
    }
}
