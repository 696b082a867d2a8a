namespace Marquee.Live;

/// <summary>What a user's history is made of beside what a list for them is made of.</summary>
/// <param name="HistoryItems">Number of items in the history.</param>
/// <param name="ListItems">Number of items in the list.</param>
/// <param name="Model">Name and version of the model that made the list.</param>
/// <param name="Facets">The comparison in each respect in which an item of either says anything.</param>
public sealed record Taste(int HistoryItems, int ListItems, string Model, IReadOnlyList<TasteFacet> Facets);
