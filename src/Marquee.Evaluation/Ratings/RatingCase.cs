using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>The ratings of one user that were held out.</summary>
/// <param name="User">User index.</param>
/// <param name="History">What the model is told about the user.</param>
/// <param name="Items">The items rated.</param>
/// <param name="Ratings">What the user gave each of them.</param>
/// <param name="Times">
/// When each was rated, in milliseconds since 1970 UTC; nothing where that is not known or not told. Models that know dates predict a rating for its own date: they answer "what does this user give this item today".
/// </param>
public sealed record RatingCase(int User, History History, ReadOnlyMemory<int> Items, ReadOnlyMemory<float> Ratings, ReadOnlyMemory<long> Times = default);
