namespace Marquee.Content;

/// <summary>A cluster of a map.</summary>
/// <param name="Name">Its most distinctive tags.</param>
/// <param name="Tags">Tags that set it apart, the most distinctive first.</param>
/// <param name="Items">Number of its items.</param>
/// <param name="X">First coordinate of its middle (median of its items).</param>
/// <param name="Y">Second coordinate of its middle.</param>
public sealed record MapCluster(string Name, IReadOnlyList<ClusterTag> Tags, int Items, float X, float Y);
