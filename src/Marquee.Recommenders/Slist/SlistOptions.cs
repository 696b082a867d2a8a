namespace Marquee.Recommenders;

/// <summary>Options of <see cref="SlistTrainer"/>.</summary>
public sealed record SlistOptions : ModelOptions
{
    /// <summary>What is added to the diagonal of the normal equations. Default 100.</summary>
    [Option("What keeps the weights small; more makes the list safer, and larger data sets want more.",
        Minimum = 0.001, Maximum = 1000000, SearchMinimum = 10, SearchMaximum = 2000, Logarithmic = true)]
    public double Regularization { get; init; } = 100;

    /// <summary>By which factor an item of the short memory fades with each newer one. Default 0.6.</summary>
    [Option("By which factor an item of the short memory fades with each newer one; 0 remembers the last item only.",
        Minimum = 0, Maximum = 0.999, SearchMinimum = 0.2, SearchMaximum = 0.9)]
    public double ShortDecay { get; init; } = 0.6;

    /// <summary>By which factor an item of the long memory fades with each newer one. Default 0.95.</summary>
    [Option("By which factor an item of the long memory fades with each newer one; 0 does without it, which takes half the memory and an eighth of the time.",
        Minimum = 0, Maximum = 0.999, SearchMinimum = 0.8, SearchMaximum = 0.995)]
    public double LongDecay { get; init; } = 0.95;

    /// <summary>By which factor an item counts less as a target than the one before it. Default 0.4.</summary>
    [Option("By which factor each later item counts less as what should have been foretold; 0 asks for the very next item only.",
        Minimum = 0, Maximum = 0.999, SearchMinimum = 0, SearchMaximum = 0.9)]
    public double TargetDecay { get; init; } = 0.4;
}
