using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>All items of a catalogue.</summary>
internal static class ItemList
{
    /// <summary>Items in order of their ids.</summary>
    /// <param name="catalogue">The items.</param>
    /// <param name="first">The id to begin at; empty for the first of all.</param>
    public static IEnumerable<Item> From(Catalogue catalogue, string first) =>
        IdOrder.From(first, catalogue.Count, index => catalogue.IsErased(index) ? null : catalogue[index].Id).Select(index => catalogue[index]);

    /// <summary>Items in the order in which they came.</summary>
    public static IEnumerable<Item> Of(Catalogue catalogue) => Enumerable.Range(0, catalogue.Count).Where(index => !catalogue.IsErased(index)).Select(index => catalogue[index]);
}
