namespace Marquee.Live;

/// <summary>How much an item was watched in one week.</summary>
/// <param name="From">The Monday (UTC) that the week begins with.</param>
/// <param name="Viewers">How many users watched it.</param>
/// <param name="Rank">1 and the number of items that more users watched; null where nobody watched it.</param>
/// <param name="Of">Number of items that anybody watched.</param>
public readonly record struct PopularityWeek(DateOnly From, int Viewers, int? Rank, int Of);
