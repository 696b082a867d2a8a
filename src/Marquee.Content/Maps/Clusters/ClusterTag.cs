namespace Marquee.Content;

/// <summary>A tag that sets a cluster apart.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Items">Items of the cluster that have it.</param>
/// <param name="Score">How many standard errors its log-odds in the cluster lie above those elsewhere.</param>
public sealed record ClusterTag(string Tag, int Items, double Score);
