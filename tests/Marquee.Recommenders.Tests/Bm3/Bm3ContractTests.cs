using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class Bm3ContractTests() : RecommenderContract("bm3")
{
    protected override ModelOptions SmallOptions => new Bm3Options { Factors = 16, Layers = 2, Epochs = 30, BatchSize = 128, LearningRate = 0.01 };

    protected override ModelOptions AccuracyOptions => new Bm3Options { Factors = 32, Epochs = 6, BatchSize = 2048, LearningRate = 0.01 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.104, .128);

    protected override string? WhyItemOrderMatters => "The random factors at the start are drawn in the order of the items.";

    protected override Item Describe(Item item, int number) => GraphSamples.Describe(item, number);
}
