namespace Marquee.Data;

/// <summary>Somebody who made an item.</summary>
/// <param name="Name">The name as it is credited.</param>
/// <param name="Role">What they did: <c>director</c>, <c>creator</c>, <c>cast</c>, <c>artist</c>, <c>author</c>, or any other word.</param>
public sealed record Person(string Name, string Role);
