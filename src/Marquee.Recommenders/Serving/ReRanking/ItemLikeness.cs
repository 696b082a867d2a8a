using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>How alike items are by what the catalogue says of them. Immutable.</summary>
/// <remarks>The cosine of the items' attributes, where one that <c>n_a</c> of <c>n</c> items have weighs <c>ln(n / n_a)</c>.</remarks>
internal sealed class ItemLikeness
{
    private readonly SparseMatrix _vectors;

    /// <summary>Reads the catalogue. O(attributes of all items).</summary>
    /// <param name="items">The catalogue by item index. An item that comes later is like no other.</param>
    /// <param name="by">The attributes that count, joined by +, such as <c>category+label</c>.</param>
    /// <exception cref="OptionException">There is no such attribute.</exception>
    public ItemLikeness(IReadOnlyList<Item> items, string by)
    {
        var itemsOfAttributes = ItemAttributeTable.Of(items, AttributesOf(by)).Items;
        var vectors = itemsOfAttributes.Transpose();
        var values = new float[vectors.ColumnIndices.Length];
        for (var item = 0; item < vectors.Rows; item++)
        {
            var (start, end) = (vectors.RowOffsets[item], vectors.RowOffsets[item + 1]);
            var norm = 0.0;
            for (var entry = start; entry < end; entry++)
            {
                values[entry] = (float)Math.Log((double)items.Count / itemsOfAttributes.RowLength(vectors.ColumnIndices[entry]));
                norm += (double)values[entry] * values[entry];
            }

            for (var entry = start; entry < end; entry++)
            {
                values[entry] /= (float)Math.Sqrt(norm);
            }
        }

        _vectors = new SparseMatrix(vectors.Rows, vectors.Columns, [.. vectors.RowOffsets], [.. vectors.ColumnIndices], values);
    }

    /// <summary>How alike two items are, 0 to 1. O(their attributes).</summary>
    public double Between(int one, int other)
    {
        if ((uint)one >= (uint)_vectors.Rows || (uint)other >= (uint)_vectors.Rows)
        {
            return 0;
        }

        var ofOne = _vectors.RowIndices(one);
        var ofOther = _vectors.RowIndices(other);
        var weights = _vectors.RowValues(one);
        var others = _vectors.RowValues(other);
        var product = 0.0;
        for (int a = 0, b = 0; a < ofOne.Length && b < ofOther.Length;)
        {
            if (ofOne[a] == ofOther[b])
            {
                product += (double)weights[a++] * others[b++];
            }
            else if (ofOne[a] < ofOther[b])
            {
                a++;
            }
            else
            {
                b++;
            }
        }

        return product;
    }

    private static ItemAttribute[] AttributesOf(string by) => Array.ConvertAll(
        by.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        name => Enum.GetValues<ItemAttribute>().Where(attribute => string.Equals(attribute.ToString(), name, StringComparison.OrdinalIgnoreCase)).ToArray() is [var found]
            ? found
            : throw new OptionException($"Option 'by' names '{name}'; items are alike by {string.Join(", ", Enum.GetNames<ItemAttribute>().Select(known => known.ToLowerInvariant()))}."));
}
