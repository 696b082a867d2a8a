using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>One rating that was held out.</summary>
/// <param name="User">User index.</param>
/// <param name="History">What the model is told about the user; weights are ratings.</param>
/// <param name="Item">The item rated.</param>
/// <param name="Rating">What the user gave.</param>
public readonly record struct RatingCase(int User, History History, int Item, float Rating);
