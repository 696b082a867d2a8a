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

    /// <summary>No items.</summary>
    public static ItemMask Empty { get; } = new(Array.Empty<ulong>());

    /// <summary>Whether no item is in. O(items / 64).</summary>
    public bool IsEmpty => !_words.AsSpan().ContainsAnyExcept(0UL);

    /// <summary>Bit <c>i % 64</c> of word <c>i / 64</c> says whether item <c>i</c> is in; items beyond the last word are not.</summary>
    internal ReadOnlySpan<ulong> Words => _words;

    /// <summary>Whether an item is in.</summary>
    public bool Contains(int item) => item >= 0 && item >> 6 < _words.Length && (_words[item >> 6] >> (item & 63) & 1) != 0;

    /// <summary>The same set after some items came in or went out. O(items / 64 + changes).</summary>
    /// <param name="changes">Item indices, none negative, and whether each is in from now on; of one that comes twice the last counts.</param>
    public ItemMask With(IReadOnlyCollection<KeyValuePair<int, bool>> changes)
    {
        var last = changes.Where(change => change.Value).Select(change => change.Key).DefaultIfEmpty(-1).Max();
        var words = new ulong[Math.Max(_words.Length, (last + 64) >> 6)];
        _words.CopyTo(words, 0);
        foreach (var (item, isIn) in changes)
        {
            if (isIn)
            {
                words[item >> 6] |= 1UL << (item & 63);
            }
            else if (item >> 6 < words.Length)
            {
                words[item >> 6] &= ~(1UL << (item & 63));
            }
        }

        return new ItemMask(words);
    }

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
