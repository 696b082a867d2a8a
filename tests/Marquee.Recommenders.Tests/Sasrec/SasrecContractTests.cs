using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class SasrecContractTests() : RecommenderContract("sasrec")
{
    protected override string? WhyItemOrderMatters => "Items begin with random numbers drawn in their order.";

    protected override ModelOptions SmallOptions => new SasrecOptions { Factors = 16, Blocks = 1, Heads = 2, Epochs = 20, BatchSize = 32, LearningRate = 0.01, MaximumLength = 50 };

    // The split is at random: what is to be found did not come next.
    protected override (double Minimum, double Maximum) AccuracyBand => (.1, .3);

    protected override ModelOptions AccuracyOptions => new SasrecOptions { Factors = 32, Blocks = 1, Heads = 1, Epochs = 10, BatchSize = 32, LearningRate = 0.005, MaximumLength = 100 };
}
