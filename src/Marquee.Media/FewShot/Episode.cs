namespace Marquee.Media;

/// <summary>A small task: a few labelled examples of some classes, and others to be told apart by them.</summary>
/// <param name="Ways">Number of classes.</param>
/// <param name="Support">The labelled examples: <c>ways x shots</c>, class after class.</param>
/// <param name="Queries">The examples that are asked about: <c>ways x queries</c>, class after class.</param>
public sealed record Episode(int Ways, IReadOnlyList<int> Support, IReadOnlyList<int> Queries)
{
    /// <summary>Labelled examples of each class.</summary>
    public int Shots => Support.Count / Ways;

    /// <summary>The class of a query, from 0 within the episode.</summary>
    /// <param name="query">Its place among the queries.</param>
    public int ClassOf(int query) => query / (Queries.Count / Ways);
}
