using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>One way to tell how alike items are. Immutable.</summary>
internal abstract class ItemLikeness
{
    /// <summary>What this view knows of an item, to compare with all others.</summary>
    /// <param name="item">The item, or the description of one.</param>
    /// <param name="index">Its index; -1 where it does not exist yet.</param>
    /// <param name="audienceOf">Whose viewers stand for those of an item that does not exist yet.</param>
    public abstract ItemQuery Ask(Item item, int index, IReadOnlyList<int> audienceOf);

    /// <summary>A sparse row for each item, of length 1 or empty, whose inner products are the likeness (for the audience: before it is shrunk).</summary>
    public abstract SparseMatrix Rows();
}
