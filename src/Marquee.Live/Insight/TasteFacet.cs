using Marquee.Data;

namespace Marquee.Live;

/// <summary>A history and a list compared in one respect.</summary>
/// <remarks>
/// Each item gives its weight in equal parts to its values (Steck 2018, "Calibrated recommendations"): a film of two categories counts half for each. In the list every item weighs 1. Items without a value are left out, and the shares of the
/// others add up to 1.
/// </remarks>
/// <param name="Facet"><c>categories</c>, <c>labels</c>, <c>eras</c>, <c>countries</c>, <c>languages</c> or <c>kinds</c>.</param>
/// <param name="Values">The values with the largest shares in either, largest first.</param>
/// <param name="Divergence">
/// How far apart the two are over all values: their Jensen-Shannon divergence (Lin 1991, "Divergence measures based on the Shannon entropy") in bits, 0 (the same shares) to 1 (nothing in common); null where one of them says nothing.
/// </param>
public sealed record TasteFacet(string Facet, IReadOnlyList<TasteShare> Values, double? Divergence)
{
    /// <summary>The respects in which items are compared, and what an item says in each.</summary>
    internal static IReadOnlyList<(string Name, Func<Item, IEnumerable<string>> Values)> All { get; } =
    [
        ("categories", item => item.Categories),
        ("labels", item => item.Labels),
        ("eras", item => (item.Year ?? item.ReleaseDate?.Year) is { } year ? [$"{(int)Math.Floor(year / 10.0) * 10}s"] : []),
        ("countries", item => item.Countries),
        ("languages", item => item.Language is { } language ? [language] : []),
        ("kinds", item => item.Kind is { } kind ? [kind] : []),
    ];

    /// <summary>Compares.</summary>
    /// <param name="facet">The respect.</param>
    /// <param name="values">What an item says in it.</param>
    /// <param name="history">The items of the history with their weights.</param>
    /// <param name="list">The items of the list.</param>
    /// <param name="kept">How many values to tell.</param>
    /// <returns>The comparison; null where no item says anything.</returns>
    internal static TasteFacet? Of(string facet, Func<Item, IEnumerable<string>> values, IEnumerable<(Item Item, double Weight)> history, IEnumerable<Item> list, int kept)
    {
        var (before, after) = (Shares(values, history), Shares(values, list.Select(item => (item, 1.0))));
        var all = before.Keys.Union(after.Keys).Select(value => new TasteShare(value, before.GetValueOrDefault(value), after.GetValueOrDefault(value))).ToArray();
        return all.Length == 0
            ? null
            : new TasteFacet(
                facet,
                [.. all.OrderByDescending(share => Math.Max(share.History, share.List)).ThenBy(share => share.Value, StringComparer.Ordinal).Take(kept)],
                before.Count == 0 || after.Count == 0 ? null : Math.Clamp(all.Sum(share => Part(share.History, share.List) + Part(share.List, share.History)) / 2, 0, 1));
    }

    private static double Part(double share, double other) => share == 0 ? 0 : share * Math.Log2(share / ((share + other) / 2));

    private static Dictionary<string, double> Shares(Func<Item, IEnumerable<string>> values, IEnumerable<(Item Item, double Weight)> items)
    {
        var shares = new Dictionary<string, double>(StringComparer.Ordinal);
        var total = 0.0;
        foreach (var (item, weight) in items)
        {
            var own = values(item).Distinct().ToArray();
            total += own.Length > 0 ? weight : 0;
            foreach (var value in own)
            {
                shares[value] = shares.GetValueOrDefault(value) + (weight / own.Length);
            }
        }

        foreach (var value in shares.Keys.ToArray())
        {
            shares[value] /= total;
        }

        return shares;
    }
}
