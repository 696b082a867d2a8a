using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class MostPopularContractTests() : RecommenderContract("most-popular")
{
    protected override (double Minimum, double Maximum) AccuracyBand => (0.245, 0.26);

    protected override string? WhyNotPersonal => "Popularity is the same for everyone.";
}
