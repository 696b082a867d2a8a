using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class BlendContractTests() : RecommenderContract("blend")
{
    protected override (double Minimum, double Maximum) AccuracyBand => (0.480, 0.500);

    protected override string? WhyItemOrderMatters => "One of the members draws its factors by the numbers of the items.";
}
