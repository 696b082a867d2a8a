namespace Marquee.Live;

/// <summary>A feature of an item, and what is near by it.</summary>
/// <param name="Name">Name of the feature.</param>
/// <param name="Length">Numbers of the item's vector.</param>
/// <param name="Items">How many items have the feature.</param>
/// <param name="Weights">How much each modality counts in it, where it was fused of several (<see cref="Marquee.Data.FusionWeights"/>); else none.</param>
/// <param name="Nearest">The nearest items, nearest first.</param>
public sealed record MediaModality(string Name, int Length, int Items, IReadOnlyList<ModalityWeight> Weights, IReadOnlyList<NearMedia> Nearest);
