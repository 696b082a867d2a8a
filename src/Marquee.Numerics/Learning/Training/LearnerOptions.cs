namespace Marquee.Numerics.Learning;

/// <summary>How a <see cref="Learner"/> trains.</summary>
public sealed record LearnerOptions
{
    /// <summary>Passes over the data, at least 1; fewer where validation stops earlier.</summary>
    public required int Epochs { get; init; }

    /// <summary>How the learning rate changes. Default: not at all.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>
    /// The gradient of a step, all parameters taken as one vector, is shortened to this length where it is longer (Pascanu, Mikolov and Bengio, 2013); above 0. 0 (the default) never shortens.
    /// </summary>
    public double MaximumGradientNorm { get; init; }

    /// <summary>
    /// Where above 0: validated and kept are not the parameters of the last step but their moving average, in which a step counts this much less than the next; below 1, such as 0.999. Default 0.
    /// </summary>
    public double AverageDecay { get; init; }

    /// <summary>A training is stopped as diverged when the mean loss is more than this many times the largest loss of its first twenty steps; above 1, or 0 for never. Default 100.</summary>
    public double DivergenceFactor { get; init; } = 100;

    /// <summary>
    /// Scores the parameters on data held out, after each pass, whose number from 1 it receives; higher is better. In the end the parameters are those of the best score. Null (the default) keeps the last.
    /// </summary>
    public Func<int, double>? Validation { get; init; }

    /// <summary>Stops when this many passes have brought no better score; 0 (the default) never stops early. Only with <see cref="Validation"/>.</summary>
    public int Patience { get; init; }

    /// <summary>Seed of all chance. The same seed gives the same parameters, bit by bit, on any number of threads.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 (the default) means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Told after each step, on the calling thread.</summary>
    public IProgress<LearningProgress>? Progress { get; init; }

    /// <summary>
    /// Where the state of the training is kept from time to time, when it is cancelled, and at its end. Where it holds a state, the training goes on from there, to the same bits as if it had never stopped.
    /// Null (the default) keeps nothing.
    /// </summary>
    public ICheckpointStore? Checkpoints { get; init; }

    /// <summary>Measures the time that is reported, and that between checkpoints.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Patience);
        if (Patience > 0 && Validation is null)
        {
            throw new ArgumentException($"A training that stops after {Patience} passes without a better score needs a {nameof(Validation)} that scores them.", nameof(Patience));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(MaxDegreeOfParallelism);
        Check(MaximumGradientNorm >= 0, nameof(MaximumGradientNorm), MaximumGradientNorm, "at least 0");
        Check(AverageDecay is >= 0 and < 1, nameof(AverageDecay), AverageDecay, "from 0 to below 1");
        Check(DivergenceFactor is 0 or > 1, nameof(DivergenceFactor), DivergenceFactor, "above 1, or 0 for never");
    }

    private static void Check(bool isValid, string name, double value, string range)
    {
        if (!isValid)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The {name} of a training is {range}.");
        }
    }
}
