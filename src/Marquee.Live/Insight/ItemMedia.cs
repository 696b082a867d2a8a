namespace Marquee.Live;

/// <summary>What is known of an item as vectors: how it looks, sounds, reads.</summary>
/// <param name="Modalities">The features that it has, in ordinal order of their names, those that were fused of others last.</param>
/// <param name="Missing">The features that other items have and it has not.</param>
public sealed record ItemMedia(IReadOnlyList<MediaModality> Modalities, IReadOnlyList<MissingModality> Missing);
