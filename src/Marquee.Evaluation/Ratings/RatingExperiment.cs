namespace Marquee.Evaluation;

/// <summary>One training whose ratings are predicted.</summary>
/// <param name="Seed">Seed of the training, and of the split where it is random.</param>
/// <param name="Task">What is learnt from and asked.</param>
public sealed record RatingExperiment(ulong Seed, RatingTask Task);
