namespace Marquee.Content;

/// <summary>A question to a graph: which entities stand in a relation with this one.</summary>
/// <param name="Entity">The entity that is known.</param>
/// <param name="Relation">The relation; with the number of relations added to it where heads are asked for.</param>
public readonly record struct LinkQuery(int Entity, int Relation);
