namespace Marquee.Live;

/// <summary>A feature that an item lacks.</summary>
/// <param name="Name">Name of the feature.</param>
/// <param name="Items">How many items have it.</param>
public sealed record MissingModality(string Name, int Items);
