using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The most similar items of each item; see <see cref="ItemKnnTrainer"/>.</summary>
public sealed class ItemKnnModel : ItemToItemModel
{
    internal ItemKnnModel(ItemKnnOptions options, SparseMatrix neighbours)
        : base(options, neighbours, weightExponent: 1)
    {
    }

    internal static ItemKnnModel Load(ArtifactReader reader, ItemKnnOptions options) => new(options, LoadNeighbours(reader));
}
