namespace Marquee.Evaluation;

/// <summary>How well the served lists support an estimate at one place.</summary>
/// <param name="Lists">Lists that reach down to it.</param>
/// <param name="MeanWeight">Mean weight before any is cut: 1 but for chance where everything that the target might show might have been served.</param>
/// <param name="EffectiveLists">How many lists of equal weight would tell as much: the square of the sum of the weights through the sum of their squares (Kish).</param>
public readonly record struct PlaceSupport(int Lists, double MeanWeight, double EffectiveLists);
