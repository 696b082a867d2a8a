using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>What describes an item besides its ratings: the users who met it, rated or not, and what the catalogue says of it.</summary>
internal static class ItemDescription
{
    private static readonly ItemAttribute[] Attributes = [ItemAttribute.Category, ItemAttribute.Label, ItemAttribute.Country, ItemAttribute.Language, ItemAttribute.Kind];

    /// <summary>Collects what a snapshot says of its items: each kind of attribute is a group.</summary>
    public static FeatureTable Of(Snapshot snapshot, BayesFmOptions options)
    {
        var groups = new List<SparseMatrix>();
        if (options.ImplicitUsers)
        {
            groups.Add(FeatureTable.Normalised(snapshot.Interactions.ByItem));
        }

        if (options.ItemAttributes)
        {
            groups.AddRange(Attributes.Select(GroupOf));
        }

        if (options.ReleaseYear)
        {
            groups.Add(GroupOf(ItemAttribute.Year));
        }

        return new FeatureTable(snapshot.Items.Count, groups);

        SparseMatrix GroupOf(ItemAttribute attribute) => FeatureTable.Normalised(ItemAttributeTable.Of(snapshot.Items, [attribute]).Items.Transpose());
    }
}
