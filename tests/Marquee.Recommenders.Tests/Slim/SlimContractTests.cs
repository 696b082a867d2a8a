using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public abstract class SlimContractTests(bool nonnegative) : RecommenderContract("slim")
{
    protected override ModelOptions SmallOptions => new SlimOptions { Nonnegative = nonnegative, Regularization = 5, Sparsity = .5 };

    protected override ModelOptions AccuracyOptions => new SlimOptions { Nonnegative = nonnegative };
}

public sealed class SlimNonnegativeContractTests() : SlimContractTests(nonnegative: true)
{
    protected override (double Minimum, double Maximum) AccuracyBand => (.48, .50);
}

public sealed class SlimSignedContractTests() : SlimContractTests(nonnegative: false)
{
    protected override (double Minimum, double Maximum) AccuracyBand => (.475, .495);
}
