namespace Marquee.Recommenders;

/// <summary>A rating that is expected.</summary>
/// <param name="Mean">Its expectation, in the scale of the training data.</param>
/// <param name="StandardDeviation">How far ratings like it lie from the expectation; not negative.</param>
public readonly record struct RatingPrediction(float Mean, float StandardDeviation);
