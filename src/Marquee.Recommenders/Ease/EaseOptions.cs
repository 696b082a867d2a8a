namespace Marquee.Recommenders;

/// <summary>Options of <see cref="EaseTrainer"/>.</summary>
public sealed record EaseOptions : ModelOptions
{
    /// <summary>What is added to the diagonal of the Gram matrix. Default 300.</summary>
    [Option("What keeps the weights small; more makes the list safer and more popular, and larger data sets want more.",
        Minimum = 0.001, Maximum = 1000000, SearchMinimum = 10, SearchMaximum = 5000, Logarithmic = true)]
    public double Regularization { get; init; } = 300;
}
