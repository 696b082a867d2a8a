using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>What one modality knows of the items: a row for each, of length 1, with the mean item taken away; zeros for items without.</summary>
/// <param name="Name">Name of the features, such as <c>visual</c>.</param>
/// <param name="Weight">How much the modality counts.</param>
/// <param name="Rows"><c>items x features</c>.</param>
internal sealed record ItemModality(string Name, float Weight, DenseMatrix Rows)
{
    /// <summary>Reads the modalities that at least one item has; of features of several lengths the most frequent length counts.</summary>
    /// <param name="items">The items.</param>
    /// <param name="names">As <see cref="Parse"/> reads it.</param>
    public static ItemModality[] Of(IReadOnlyList<Item> items, string names) => [.. Parse(names).Select(name => Of(items, name.Name, name.Weight)).OfType<ItemModality>()];

    /// <summary>Reads <c>visual, audio:0.1</c>: names, each with a weight where it is not 1; <c>none</c> for nothing.</summary>
    /// <exception cref="OptionException">A weight is no positive number.</exception>
    public static (string Name, float Weight)[] Parse(string text)
    {
        return text.Trim() is "none" or "" ? [] : [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(One).DistinctBy(one => one.Item1)];

        static (string, float) One(string part)
        {
            var words = part.Split(':', 2, StringSplitOptions.TrimEntries);
            if (words.Length == 1)
            {
                return (words[0], 1);
            }

            return float.TryParse(words[1], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var weight) && float.IsFinite(weight) && weight > 0
                ? (words[0], weight)
                : throw new OptionException($"Option 'modalities' has '{part}'; it must be names of features, separated by commas, each with a positive weight behind a colon where it is not 1, such as 'visual,audio:0.1', or 'none'.");
        }
    }

    private static ItemModality? Of(IReadOnlyList<Item> items, string name, float weight)
    {
        var vectors = items.Select(item => item.Features.TryGet(name, out var vector) ? vector : default).ToArray();
        var lengths = vectors.Where(vector => vector.Length > 0).CountBy(vector => vector.Length).ToArray();
        if (lengths.Length == 0)
        {
            return null;
        }

        var length = lengths.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key;
        var sums = new double[length];
        var known = 0;
        foreach (var vector in vectors.Where(vector => vector.Length == length))
        {
            known++;
            for (var column = 0; column < length; column++)
            {
                sums[column] += vector.Span[column];
            }
        }

        var rows = new DenseMatrix(items.Count, length);
        for (var item = 0; item < items.Count; item++)
        {
            if (vectors[item].Length != length)
            {
                continue;
            }

            var row = rows.Row(item);
            for (var column = 0; column < length; column++)
            {
                row[column] = (float)(vectors[item].Span[column] - sums[column] / known);
            }

            if (RowNorms.Of(row) is > 0 and var norm)
            {
                foreach (ref var value in row)
                {
                    value = (float)(value / norm);
                }
            }
        }

        return new ItemModality(name, weight, rows);
    }
}
