using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class DemographicContractTests() : RecommenderContract("demographic")
{
    protected override (double Minimum, double Maximum) AccuracyBand => (0.258, 0.275);

    protected override string? WhyNotPersonal => "The history is not looked at.";
}
