namespace Marquee.Data;

/// <summary>What became of one part of a data set.</summary>
/// <param name="Part">The part.</param>
/// <param name="Arrival">How it came.</param>
/// <param name="Checksum">The checksum that it was found to have, as the catalogue or the publisher says; nothing where there was nothing to check it by.</param>
public sealed record DeliveredPart(DatasetPart Part, PartArrival Arrival, FileChecksum? Checksum = null);
