namespace Marquee.Numerics.Learning;

/// <summary>Where a training stands after a step.</summary>
public readonly record struct LearningProgress
{
    /// <summary>Which pass over the data, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Passes in all, where nothing stops the training early.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps of this pass that are done.</summary>
    public required int Step { get; init; }

    /// <summary>Steps of this pass.</summary>
    public required int Steps { get; init; }

    /// <summary>The loss: its mean over the last steps (of the order of fifty, the latest counting most).</summary>
    public required double Loss { get; init; }

    /// <summary>Length of the step's gradient as one vector, before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Learning rate of the step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The score of the last validation; null where there was none.</summary>
    public required double? Score { get; init; }

    /// <summary>Time that the training has taken, that before a resumption included.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time that it will still take at the pace so far, where nothing stops it early.</summary>
    public required TimeSpan Remaining { get; init; }
}
