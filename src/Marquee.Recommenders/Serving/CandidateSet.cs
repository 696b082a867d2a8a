using System.Numerics;

namespace Marquee.Recommenders;

/// <summary>The items that may still be recommended in answer to one request. Rules take items out and never put any in, so their order does not matter.</summary>
public sealed class CandidateSet
{
    private readonly ulong[] _words;

    /// <summary>All items that a model knows.</summary>
    public CandidateSet(int itemCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        ItemCount = itemCount;
        _words = new ulong[(itemCount + 63) / 64];
        Reset();
    }

    /// <summary>Number of items that the model knows: candidates lie below it.</summary>
    public int ItemCount { get; }

    /// <summary>Number of candidates left. O(items / 64).</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

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
        for (var word = 0; word < Math.Min(_words.Length, items.Words.Length); word++)
        {
            _words[word] &= ~items.Words[word];
        }
    }

    /// <summary>Takes out all items but those of a set.</summary>
    public void Keep(ItemMask items)
    {
        for (var word = 0; word < _words.Length; word++)
        {
            _words[word] &= word < items.Words.Length ? items.Words[word] : 0;
        }
    }

    /// <summary>Makes every item a candidate again, for the next request.</summary>
    internal void Reset()
    {
        Array.Fill(_words, ulong.MaxValue);
        if (ItemCount % 64 != 0)
        {
            _words[^1] = (1UL << (ItemCount % 64)) - 1;
        }
    }

    /// <summary>Overwrites the scores of items that are no candidates.</summary>
    internal void Mask(Span<float> scores, float value)
    {
        for (var word = 0; word < _words.Length; word++)
        {
            for (var removed = ~_words[word]; removed != 0; removed &= removed - 1)
            {
                var item = (word << 6) + BitOperations.TrailingZeroCount(removed);
                if (item < scores.Length)
                {
                    scores[item] = value;
                }
            }
        }
    }
}
