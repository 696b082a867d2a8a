namespace Marquee.Recommenders;

/// <summary>Something to go on with.</summary>
/// <param name="Item">Item index.</param>
/// <param name="Progress">How much of it was watched, 0 to 1; 0 for an episode that comes next.</param>
/// <param name="Time">When it, or what came before it, was watched, in milliseconds since 1970 UTC.</param>
/// <param name="IsNext">Whether it follows an episode that was finished; else it was begun itself.</param>
/// <param name="Series">The series that it is an episode of, as an item; -1 where it is none or the catalogue does not hold that.</param>
public readonly record struct Continuation(int Item, float Progress, long Time, bool IsNext, int Series);
