using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>The ratings of one user that were held out.</summary>
/// <param name="User">User index.</param>
/// <param name="History">What the model is told about the user.</param>
/// <param name="Items">The items rated.</param>
/// <param name="Ratings">What the user gave each of them.</param>
public sealed record RatingCase(int User, History History, ReadOnlyMemory<int> Items, ReadOnlyMemory<float> Ratings);
