using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Something that orders the best candidates otherwise than by their score alone: for variety, for balance, for trying things out. Immutable; asked from many threads at once.</summary>
public interface IReRanker
{
    /// <summary>How many of the best candidates it wants to choose from.</summary>
    /// <param name="count">The length of the list that was asked for.</param>
    int Depth(int count);

    /// <summary>Puts candidates in another order; may leave some out, must not add any.</summary>
    /// <param name="history">Who is asking.</param>
    /// <param name="candidates">The best candidates, best first.</param>
    /// <param name="count">The length of the list that was asked for; what is returned beyond it is cut off, or left to <see cref="Exploration"/>.</param>
    IReadOnlyList<ScoredItem> ReRank(in History history, IReadOnlyList<ScoredItem> candidates, int count);
}
