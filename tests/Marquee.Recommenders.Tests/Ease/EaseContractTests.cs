using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class EaseContractTests() : RecommenderContract("ease")
{
    protected override ModelOptions SmallOptions => new EaseOptions { Regularization = 20 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.47, .49);
}
