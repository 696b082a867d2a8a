using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class BayesFmContractTests() : RatingPredictorContract("bayes-fm")
{
    protected override ModelOptions SmallOptions => new BayesFmOptions { Factors = 3, BurnIn = 10, Samples = 10, Thinning = 1 };

    protected override ModelOptions AccuracyOptions => new BayesFmOptions { Factors = 8, BurnIn = 30, Samples = 20, Thinning = 2 };

    protected override string WhyItemOrderMatters => "What is drawn for an item depends on its number.";

    protected override string WhyUnratedItemsCount => "Items that were met count, rated or not.";

    protected override (double Minimum, double Maximum) ErrorBand => (0.87, 0.905);

    protected override (double Minimum, double Maximum) AccuracyBand => (0.05, 0.2);
}
