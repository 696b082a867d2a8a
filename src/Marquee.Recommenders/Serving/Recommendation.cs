namespace Marquee.Recommenders;

/// <summary>One line of a list of recommendations; its rank is its place in the list.</summary>
/// <param name="Item">Item index.</param>
/// <param name="Score">Higher is better; compares within one list only.</param>
/// <param name="Explanation">What made up the score, where that was asked for and the model can tell. <see cref="Reasons"/> puts it in words.</param>
/// <param name="Propensity">
/// The probability that this item was put at this place, given the history, the request and what stands above it; 1 where nothing is left to chance. What an off-policy estimate divides by; see <see cref="Exploration"/>.
/// </param>
public readonly record struct Recommendation(int Item, float Score, Explanation? Explanation = null, float Propensity = 1);
