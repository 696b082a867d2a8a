namespace Marquee.Recommenders;

/// <summary>A part of a filter that knows the catalogue. Works on blocks of 64 words of 64 items each, so that no memory but a block a level on the stack is needed.</summary>
internal abstract class FilterNode
{
    /// <summary>Most words in a block.</summary>
    public const int BlockWords = 64;

    /// <summary>Fills a block with one bit for each item that is wanted. Bits of items that the catalogue does not have may be anything.</summary>
    /// <param name="first">Index of the block's first word.</param>
    /// <param name="words">The block.</param>
    public abstract void Fill(int first, Span<ulong> words);
}

/// <summary>The items of a set.</summary>
internal sealed class MaskNode(ItemMask mask) : FilterNode
{
    /// <inheritdoc/>
    public override void Fill(int first, Span<ulong> words)
    {
        var there = Math.Clamp(mask.Words.Length - first, 0, words.Length);
        mask.Words.Slice(Math.Min(first, mask.Words.Length), there).CopyTo(words);
        words[there..].Clear();
    }
}

/// <summary>All items but some.</summary>
internal sealed class NotNode(FilterNode node) : FilterNode
{
    /// <inheritdoc/>
    public override void Fill(int first, Span<ulong> words)
    {
        node.Fill(first, words);
        foreach (ref var word in words)
        {
            word = ~word;
        }
    }
}

/// <summary>The items of all parts, or of any.</summary>
internal sealed class JoinedNode(FilterNode[] nodes, bool all) : FilterNode
{
    /// <inheritdoc/>
    public override void Fill(int first, Span<ulong> words)
    {
        words.Fill(all ? ulong.MaxValue : 0);
        Span<ulong> part = stackalloc ulong[BlockWords];
        part = part[..words.Length];
        foreach (var node in nodes)
        {
            node.Fill(first, part);
            for (var word = 0; word < words.Length; word++)
            {
                words[word] = all ? words[word] & part[word] : words[word] | part[word];
            }
        }
    }
}
