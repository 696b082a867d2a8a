using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class MultitaskContractTests() : RecommenderContract("multitask")
{
    protected override ModelOptions SmallOptions => new MultitaskOptions { Factors = 8, HiddenUnits = 16, Epochs = 60, BatchSize = 8, LearningRate = 0.01 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.483, .503);

    protected override string? WhyItemOrderMatters => "The random factors at the start belong to the numbers of the items.";
}
