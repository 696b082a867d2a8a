using Marquee.Data;

namespace Marquee.Content;

/// <summary>An item that does not exist yet, as a form describes it.</summary>
/// <param name="Item">What is known of it; everything but its id, which says nothing, may be unknown. Vectors (<c>text</c>, <c>graph</c>) count where an encoder made any of the description.</param>
public sealed record ItemDescription(Item Item)
{
    /// <summary>Whose viewers it may expect, such as the show that it continues: indices of items. They stand for its audience.</summary>
    public ValueList<int> AudienceOf { get; init; } = [];
}
