namespace Marquee.Recommenders;

/// <summary>What models on the graph have in common that learn by comparing what a user met with what they did not.</summary>
public abstract record RankingGraphOptions : GraphOptions
{
    /// <summary>What an item met is compared with.</summary>
    [Option("What an item met is compared with: all items of the catalogue at once, or one drawn at random as in the papers.")]
    public GraphLoss Loss { get; init; } = GraphLoss.Softmax;
}
