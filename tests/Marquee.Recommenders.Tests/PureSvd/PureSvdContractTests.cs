using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class PureSvdContractTests() : RecommenderContract("pure-svd")
{
    protected override ModelOptions SmallOptions => new PureSvdOptions { Factors = 4 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.46, .49);

    protected override string? WhyItemOrderMatters => "The random projection belongs to the numbers of the items.";
}

public sealed class PureSvdOfThePaperContractTests() : RecommenderContract("pure-svd")
{
    protected override ModelOptions SmallOptions => new PureSvdOptions { Factors = 3, ItemExponent = 0, UserExponent = 0, SpectrumExponent = 0, WeightExponent = 1 };

    protected override ModelOptions AccuracyOptions => new PureSvdOptions { Factors = 20, ItemExponent = 0, UserExponent = 0, SpectrumExponent = 0 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.45, .48);

    protected override string? WhyItemOrderMatters => "The random projection belongs to the numbers of the items.";
}
