namespace Marquee.Live;

/// <summary>How much a modality counts in a fused vector.</summary>
/// <param name="Modality">Name of its feature.</param>
/// <param name="Weight">For this item, from 0 to 1, together 1; null where it was missing when the vector was made.</param>
/// <param name="Mean">The mean over the items in which it was not missing.</param>
public sealed record ModalityWeight(string Modality, double? Weight, double Mean);
