namespace Marquee.Content;

/// <summary>One fact of a graph: head, relation, tail, such as (film, has director, person).</summary>
/// <param name="Head">Number of the entity that the fact is about.</param>
/// <param name="Relation">Number of the relation.</param>
/// <param name="Tail">Number of the other entity.</param>
public readonly record struct Fact(int Head, int Relation, int Tail);
