using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class SlmrecContractTests() : RecommenderContract("slmrec")
{
    protected override ModelOptions SmallOptions => new SlmrecOptions { Factors = 8, Layers = 2, Epochs = 30, BatchSize = 128, LearningRate = 0.02 };

    protected override ModelOptions AccuracyOptions => new SlmrecOptions { Factors = 32, Epochs = 6, BatchSize = 2048, LearningRate = 0.02 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.387, .473);

    protected override string? WhyItemOrderMatters => "The random factors at the start are drawn in the order of the items.";

    protected override Item Describe(Item item, int number) => GraphSamples.Describe(item, number);
}
