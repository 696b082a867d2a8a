namespace Marquee.Recommenders;

/// <summary>How far a training has come.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">The training loss after this step, where the model has one.</param>
public readonly record struct TrainingProgress(int Step, int Steps, double? Loss = null);
