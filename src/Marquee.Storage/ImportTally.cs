namespace Marquee.Storage;

/// <summary>What became of the records of an import.</summary>
/// <param name="Users">Records of users; one who only appears in an interaction is not counted.</param>
/// <param name="Items">Records of items; one that only appears in an interaction is not counted.</param>
/// <param name="Interactions">Interactions.</param>
public readonly record struct ImportTally(Tally Users, Tally Items, Tally Interactions);
