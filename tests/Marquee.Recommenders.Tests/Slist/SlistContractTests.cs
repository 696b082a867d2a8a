using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class SlistContractTests() : RecommenderContract("slist")
{
    protected override string? WhyNotPersonal => "It tells what comes next; the missing square is what should have come before.";

    protected override ModelOptions SmallOptions => new SlistOptions { Regularization = 5 };

    // The split is at random: what is to be found did not come next.
    protected override (double Minimum, double Maximum) AccuracyBand => (.185, .2);
}
