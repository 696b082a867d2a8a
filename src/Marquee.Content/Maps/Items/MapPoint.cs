namespace Marquee.Content;

/// <summary>An item on a map.</summary>
/// <param name="Item">Its id.</param>
/// <param name="Title">Its title, where it has one.</param>
/// <param name="X">First coordinate.</param>
/// <param name="Y">Second coordinate.</param>
/// <param name="Cluster">Number of its cluster.</param>
public sealed record MapPoint(string Item, string? Title, float X, float Y, int Cluster);
