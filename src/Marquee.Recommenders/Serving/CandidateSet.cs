using System.Numerics;

namespace Marquee.Recommenders;

/// <summary>The items that may still be recommended in answer to one request. Rules take items out and never put any in, so their order does not matter.</summary>
public sealed class CandidateSet
{
    private ulong[] _words = [];

    /// <summary>All items that a model knows.</summary>
    public CandidateSet(int itemCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        Reset(itemCount);
    }

    /// <summary>Number of items that the model knows: candidates lie below it.</summary>
    public int ItemCount { get; private set; }

    /// <summary>Number of candidates left. O(items / 64).</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in Words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>Bit <c>i % 64</c> of word <c>i / 64</c> says whether item <c>i</c> is a candidate.</summary>
    internal Span<ulong> Words => _words.AsSpan(0, (ItemCount + 63) / 64);

    /// <summary>Whether an item is still a candidate.</summary>
    public bool Contains(int item) => (uint)item < (uint)ItemCount && (_words[item >> 6] >> (item & 63) & 1) != 0;

    /// <summary>Takes an item out. One that is not in, or that the model does not know, is no exception.</summary>
    public void Remove(int item)
    {
        if ((uint)item < (uint)ItemCount)
        {
            _words[item >> 6] &= ~(1UL << (item & 63));
        }
    }

    /// <summary>Takes out each of some items.</summary>
    public void Remove(ReadOnlySpan<int> items)
    {
        foreach (var item in items)
        {
            Remove(item);
        }
    }

    /// <summary>Takes out all items of a set.</summary>
    public void Remove(ItemMask items)
    {
        var words = Words;
        var removed = items.Words[..Math.Min(words.Length, items.Words.Length)];
        for (var word = 0; word < removed.Length; word++)
        {
            words[word] &= ~removed[word];
        }
    }

    /// <summary>Takes out the items of a set that are not in another.</summary>
    /// <param name="items">What goes.</param>
    /// <param name="except">What of it stays.</param>
    public void Remove(ItemMask items, ItemMask except)
    {
        var words = Words;
        var removed = items.Words[..Math.Min(words.Length, items.Words.Length)];
        for (var word = 0; word < removed.Length; word++)
        {
            words[word] &= ~removed[word] | (word < except.Words.Length ? except.Words[word] : 0);
        }
    }

    /// <summary>Takes out all items but those of a set.</summary>
    public void Keep(ItemMask items)
    {
        var words = Words;
        var kept = Math.Min(words.Length, items.Words.Length);
        for (var word = 0; word < kept; word++)
        {
            words[word] &= items.Words[word];
        }

        words[kept..].Clear();
    }

    /// <summary>Puts an item back that the rule which calls this took out itself.</summary>
    internal void Restore(int item) => _words[item >> 6] |= 1UL << (item & 63);

    /// <summary>Makes every item a candidate, for the next request.</summary>
    /// <param name="itemCount">Number of items that its model knows.</param>
    internal void Reset(int itemCount)
    {
        Resize(itemCount);
        Words.Fill(ulong.MaxValue);
        if (itemCount % 64 != 0)
        {
            Words[^1] = (1UL << (itemCount % 64)) - 1;
        }
    }

    /// <summary>Makes some items the candidates, those that the model does not know left out.</summary>
    /// <param name="itemCount">Number of items that the model knows.</param>
    /// <param name="items">Item indices, in any order; may repeat.</param>
    internal void Reset(int itemCount, ReadOnlySpan<int> items)
    {
        Resize(itemCount);
        Words.Clear();
        foreach (var item in items)
        {
            if ((uint)item < (uint)itemCount)
            {
                _words[item >> 6] |= 1UL << (item & 63);
            }
        }
    }

    /// <summary>Overwrites the scores of items that are no candidates.</summary>
    internal void Mask(Span<float> scores, float value)
    {
        var words = Words;
        for (var word = 0; word < words.Length; word++)
        {
            for (var removed = ~words[word]; removed != 0; removed &= removed - 1)
            {
                var item = (word << 6) + BitOperations.TrailingZeroCount(removed);
                if (item < scores.Length)
                {
                    scores[item] = value;
                }
            }
        }
    }

    private void Resize(int itemCount)
    {
        ItemCount = itemCount;
        if (_words.Length < (itemCount + 63) / 64)
        {
            _words = new ulong[(itemCount + 63) / 64];
        }
    }
}
