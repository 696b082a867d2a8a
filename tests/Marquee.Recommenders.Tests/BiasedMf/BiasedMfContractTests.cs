using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class BiasedMfContractTests() : RatingPredictorContract("biased-mf")
{
    protected override ModelOptions SmallOptions => new BiasedMfOptions { Factors = 3, BurnIn = 10, Samples = 10, Thinning = 1 };

    protected override string WhyItemOrderMatters => "What is drawn for an item depends on its number.";

    protected override (double Minimum, double Maximum) ErrorBand => (0.89, 0.915);

    protected override (double Minimum, double Maximum) AccuracyBand => (0.1, 0.17);
}
