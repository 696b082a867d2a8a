using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class LightGcnContractTests() : RecommenderContract("lightgcn")
{
    protected override ModelOptions SmallOptions => new LightGcnOptions { Factors = 8, Layers = 3, Epochs = 30, BatchSize = 128, LearningRate = 0.02, EdgeDropout = 0.1 };

    protected override ModelOptions AccuracyOptions => new LightGcnOptions { Factors = 32, Epochs = 6, BatchSize = 2048, LearningRate = 0.02 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.387, .473);

    protected override string? WhyItemOrderMatters => "The random factors at the start are drawn in the order of the items.";
}
