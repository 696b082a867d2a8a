namespace Marquee.Recommenders;

/// <summary>Something beside the history that spoke for a recommendation.</summary>
/// <param name="Name">What, as a phrase; see <see cref="FeatureContribution.Name"/>.</param>
/// <param name="Percent">Its share, in whole percents of what spoke for it.</param>
public readonly record struct FeatureReason(string Name, int Percent);
