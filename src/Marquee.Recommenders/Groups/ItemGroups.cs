using System.Globalization;
using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Sorts the items of a snapshot into groups: by popularity, by what the catalogue says of them, or by any attribute.</summary>
public static class ItemGroups
{
    /// <summary>Share of the catalogue's items, the most popular ones, that makes up the head.</summary>
    public const double HeadShare = 0.2;

    /// <summary>Share of the catalogue's items, the least popular ones, that makes up the tail; what lies between head and tail is the middle.</summary>
    public const double TailShare = 0.5;

    private const string Popularity = "popularity";

    private static readonly Dictionary<string, Func<Item, IEnumerable<string?>>> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kind"] = item => [item.Kind],
        ["year"] = item => [item.Year?.ToString(CultureInfo.InvariantCulture)],
        ["decade"] = item => [item.Year is { } year ? $"{year / 10 * 10}s" : null],
        ["language"] = item => [item.Language],
        ["countries"] = item => item.Countries,
        ["categories"] = item => item.Categories,
        ["labels"] = item => item.Labels,
        ["people"] = item => item.People.Select(person => person.Name),
    };

    /// <summary>Groups the items. O(items + interactions).</summary>
    /// <param name="snapshot">The catalogue; its interactions say how popular an item is.</param>
    /// <param name="selector">
    /// <c>popularity</c> (head: the most popular fifth of the catalogue, those as popular as the last of them included; tail: its less popular half; middle: the
    /// rest), <c>kind</c>, <c>year</c>, <c>decade</c>, <c>language</c>, <c>countries</c>, <c>categories</c>, <c>labels</c>, <c>people</c> or any attribute; alone, or with
    /// <c>=VALUE</c> or <c>!=VALUE</c> behind it, see <see cref="Grouping"/>. Items without a value are in the group <c>unknown</c>.
    /// </param>
    /// <exception cref="OptionException">No item has the attribute, or none the value.</exception>
    public static Grouping Of(Snapshot snapshot, string selector)
    {
        var attribute = Grouping.Split(selector).Attribute;
        if (string.Equals(attribute, Popularity, StringComparison.OrdinalIgnoreCase))
        {
            return Grouping.OfBins(selector, ["head", "middle", "tail"], PopularityBins(snapshot));
        }

        var values = snapshot.Items.Select(item => ValuesOf(item, attribute)).ToArray();
        return values.Any(own => own.Length > 0)
            ? Grouping.OfValues(selector, values, "unknown")
            : throw new OptionException($"No item has '{attribute}'; items are grouped by {string.Join(", ", Known(snapshot))}.");
    }

    /// <summary>Groups items by their categories, where at least one has any. O(items).</summary>
    /// <param name="items">The catalogue by item index.</param>
    public static Grouping ByCategory(IReadOnlyList<Item> items) =>
        Grouping.OfValues("categories", [.. items.Select(item => ValuesOf(item, "categories"))], "unknown");

    /// <summary>All attributes that the items of a snapshot can be grouped by.</summary>
    public static IReadOnlyList<string> Known(Snapshot snapshot) =>
    [
        Popularity,
        .. Fields.Where(field => snapshot.Items.Any(item => field.Value(item).Any(value => value is not null))).Select(field => field.Key),
        .. snapshot.Items.SelectMany(item => item.Attributes.Select(attribute => attribute.Key)).Distinct().Order(StringComparer.Ordinal),
    ];

    private static string[] ValuesOf(Item item, string attribute) =>
        Fields.TryGetValue(attribute, out var field) ? [.. field(item).OfType<string>()]
        : item.Attributes.TryGet(attribute, out var value) ? [value]
        : [];

    private static int[] PopularityBins(Snapshot snapshot)
    {
        var popularity = snapshot.Interactions.ByUser.ColumnLengths();
        var descending = popularity.OrderDescending().ToArray();
        // An item that nobody had is never of the head, and items that equally many had are never parted.
        var head = Math.Max(1, Last(HeadShare));
        var middle = Math.Max(1, Last(1 - TailShare));
        return Array.ConvertAll(popularity, count => count >= head ? 0 : count >= middle ? 1 : 2);

        int Last(double share) => descending.Length == 0 ? 0 : descending[Math.Max(0, (int)Math.Ceiling(share * descending.Length) - 1)];
    }
}
