using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class HybridContractTests() : RecommenderContract("hybrid")
{
    protected override (double Minimum, double Maximum) AccuracyBand => (0.44, 0.50);

    protected override ModelOptions SmallOptions => new HybridOptions { Factors = 16, Neighbours = 40, Validation = BlendValidation.Random };

    protected override ModelOptions AccuracyOptions => new HybridOptions { Validation = BlendValidation.Random, ValidationShare = .2, Rounds = 1 };

    protected override string? WhyItemOrderMatters => "The factorization among its members draws its factors by the numbers of the items.";
}
