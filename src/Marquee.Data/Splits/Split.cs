namespace Marquee.Data;

/// <summary>A snapshot divided into what a model may learn from and what it is then asked.</summary>
/// <param name="Description">How it was divided, in one line.</param>
/// <param name="Train">The same users and items with the events that may be learnt from.</param>
/// <param name="Test">What the finished model is asked.</param>
/// <param name="Validation">What it is asked while its options are chosen; none where the split has no such part.</param>
public sealed record Split(string Description, Snapshot Train, HeldOut Test, HeldOut? Validation = null);
