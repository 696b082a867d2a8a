namespace Marquee.Content;

/// <summary>Something known of an item: (item, relation, entity), such as (Parasite, award, Palme d'Or).</summary>
/// <param name="Item">Id of the item.</param>
/// <param name="Relation">The relation, in words.</param>
/// <param name="Entity">What it is related to.</param>
public sealed record ItemFact(string Item, string Relation, string Entity);
