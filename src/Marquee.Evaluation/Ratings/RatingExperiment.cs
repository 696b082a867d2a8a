namespace Marquee.Evaluation;

/// <summary>One training whose ratings are predicted.</summary>
/// <param name="Seed">Seed of the training, and of the split where it is random.</param>
/// <param name="Task">What is learnt from and asked.</param>
/// <param name="Only">The name of the only model that it is for, where what is told is of use to no other; it counts in no mean over tasks.</param>
public sealed record RatingExperiment(ulong Seed, RatingTask Task, string? Only = null);
