using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class RecentlyPopularContractTests() : RecommenderContract("recently-popular")
{
    protected override (double Minimum, double Maximum) AccuracyBand => (.18, .2);

    protected override string? WhyNotPersonal => "Popularity is the same for everyone.";
}
