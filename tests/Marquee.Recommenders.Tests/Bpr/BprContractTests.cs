using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class BprContractTests() : RecommenderContract("bpr")
{
    protected override ModelOptions SmallOptions => new BprOptions { Factors = 8, Epochs = 40, Sampling = BprSampling.Uniform };

    // A third of the default's passes; with all 60 it is .473.
    protected override ModelOptions AccuracyOptions => new BprOptions { Epochs = 20, Regularization = .05f };

    protected override (double Minimum, double Maximum) AccuracyBand => (.455, .475);

    protected override string? WhyItemOrderMatters => "The random factors at the start belong to the numbers of the items.";
}
