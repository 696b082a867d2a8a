using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class FreedomContractTests() : RecommenderContract("freedom")
{
    protected override ModelOptions SmallOptions => new FreedomOptions { Factors = 8, Layers = 3, Epochs = 30, BatchSize = 128, LearningRate = 0.02, EdgeDropout = 0.1, Neighbours = 3, ItemLayers = 2 };

    protected override ModelOptions AccuracyOptions => new FreedomOptions { Factors = 32, Epochs = 6, BatchSize = 2048, LearningRate = 0.02 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.387, .473);

    protected override string? WhyItemOrderMatters => "The random factors at the start are drawn in the order of the items.";

    protected override Item Describe(Item item, int number) => GraphSamples.Describe(item, number);
}
