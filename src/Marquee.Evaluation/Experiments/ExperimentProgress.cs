using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What an experiment is doing.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Seed">Seed of the experiment.</param>
/// <param name="Variant">The task being asked, where it has a name; nothing while training.</param>
/// <param name="Training">How far the training has come; nothing while evaluating.</param>
public readonly record struct ExperimentProgress(string Model, ulong Seed, string? Variant, TrainingProgress? Training);
