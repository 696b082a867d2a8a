namespace Marquee.Storage;

/// <summary>How much a store holds.</summary>
/// <param name="Users">Users, with or without a record of their own; without those deleted.</param>
/// <param name="Items">Items, with or without a record of their own; without those deleted.</param>
/// <param name="Interactions">Interactions.</param>
public readonly record struct StoreCounts(long Users, long Items, long Interactions);
