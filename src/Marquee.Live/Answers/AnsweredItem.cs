using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>One line of an answer; its rank is its place in the list.</summary>
/// <param name="Index">Item index.</param>
/// <param name="Item">The item.</param>
/// <param name="Score">Higher is better; compares within one list only.</param>
/// <param name="Propensity">How likely it was to be put in this place, given what stands above it; 1 where nothing was left to chance.</param>
/// <param name="Explanation">What made up the score, where that was asked for and the model can tell.</param>
/// <param name="Reasons">The same in words.</param>
public sealed record AnsweredItem(int Index, Item Item, float Score, float Propensity = 1, Explanation? Explanation = null, Reasons? Reasons = null);
