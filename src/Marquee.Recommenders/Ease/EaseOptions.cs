namespace Marquee.Recommenders;

/// <summary>Options of <see cref="EaseTrainer"/>.</summary>
public sealed record EaseOptions : ModelOptions
{
    /// <summary>What is added to the diagonal of the Gram matrix. Default 300.</summary>
    [Option("What keeps the weights small; more makes the list safer and more popular, and larger data sets want more.",
        Minimum = 0.001, Maximum = 1000000, SearchMinimum = 10, SearchMaximum = 5000, Logarithmic = true)]
    public double Regularization { get; init; } = 300;

    /// <summary>Whether a stronger interaction counts more. Default no, as in the paper: least squares would fit strong interactions at the cost of all others.</summary>
    [Option("Whether a stronger interaction counts more than a weak one, or all count 1; counting them rarely helps.")]
    public bool UseWeights { get; init; }
}
