using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class AlsContractTests() : RecommenderContract("als")
{
    protected override (double Minimum, double Maximum) AccuracyBand => (0.466, 0.474);

    protected override string? WhyItemOrderMatters => "The random factors at the start belong to the numbers of the items.";
}
