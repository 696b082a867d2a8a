using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A model that could not be evaluated, because it does not take such data.</summary>
/// <param name="Setup">The model and its options.</param>
/// <param name="Reason">What it said.</param>
public sealed record ModelRefusal(ModelSetup Setup, string Reason);
