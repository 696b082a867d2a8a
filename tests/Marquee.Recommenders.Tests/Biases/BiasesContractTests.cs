using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class BiasesContractTests() : RatingPredictorContract("biases")
{
    protected override (double Minimum, double Maximum) ErrorBand => (0.935, 0.95);

    protected override (double Minimum, double Maximum) AccuracyBand => (0.04, 0.08);
}
