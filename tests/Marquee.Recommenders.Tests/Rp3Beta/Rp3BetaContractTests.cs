using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class Rp3BetaContractTests() : RecommenderContract("rp3-beta")
{
    protected override (double Minimum, double Maximum) AccuracyBand => (.44, .46);
}

public sealed class Rp3BetaWeightedContractTests() : RecommenderContract("rp3-beta")
{
    protected override ModelOptions SmallOptions => new Rp3BetaOptions { WeightExponent = 1 };

    // As in the paper: no normalization.
    protected override ModelOptions AccuracyOptions => new Rp3BetaOptions { Normalization = 0, Neighbours = 2000, Alpha = 1, Beta = 0.5 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.42, .46);
}
