namespace Marquee.Recommenders;

/// <summary>One title of the history that spoke for a recommendation.</summary>
/// <param name="Item">Item index.</param>
/// <param name="Title">Its title, or its id where it has none.</param>
/// <param name="Percent">Its share in all that spoke for the recommendation.</param>
public sealed record Reason(int Item, string Title, int Percent);
