namespace Marquee.Recommenders;

/// <summary>How far a training has come.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">The training loss after this step, where the model has one.</param>
public readonly record struct TrainingProgress(int Step, int Steps, double? Loss = null)
{
    /// <summary>Which pass over the data it is, from 1, where there are several steps in an epoch.</summary>
    public int? Epoch { get; init; }

    /// <summary>Passes in all, where nothing stops the training early.</summary>
    public int? Epochs { get; init; }

    /// <summary>Time that the training will still take, where the model knows.</summary>
    public TimeSpan? Remaining { get; init; }
}
