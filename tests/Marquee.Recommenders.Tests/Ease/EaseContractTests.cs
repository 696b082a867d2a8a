using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class EaseContractTests() : RecommenderContract("ease")
{
    protected override ModelOptions SmallOptions => new EaseOptions { Regularization = 20 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.47, .49);
}

public sealed class FadingEaseContractTests() : RecommenderContract("ease")
{
    private static readonly EaseOptions Fading = new() { Regularization = 20, WeightExponent = 1, ItemExponent = .2, AttributeWeight = 2, ProfileHalfLife = 30, ProfileDecay = .9, TrainingHalfLife = 60 };

    protected override ModelOptions SmallOptions => Fading;

    // Categories lift it a little.
    protected override ModelOptions AccuracyOptions => new EaseOptions { AttributeWeight = 5 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.48, .495);
}
