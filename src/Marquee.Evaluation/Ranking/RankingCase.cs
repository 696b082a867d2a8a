using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>One question to a model: a user's history, what must not come back, and what would have been right.</summary>
public sealed class RankingCase
{
    /// <summary>Puts a case together.</summary>
    /// <param name="user">User index.</param>
    /// <param name="history">What the model is told.</param>
    /// <param name="relevant">The items that were held out, in any order. Those that are excluded are dropped: they can never be listed.</param>
    /// <param name="candidates">The only items to rank, where a protocol gives a sample; nothing for the whole catalogue.</param>
    /// <param name="excluded">Items that are no candidates; the history's own items where nothing is said.</param>
    public RankingCase(
        int user, History history, IEnumerable<int> relevant, ReadOnlyMemory<int> candidates = default, ReadOnlyMemory<int>? excluded = null)
    {
        User = user;
        History = history;
        Candidates = candidates;
        Excluded = excluded ?? history.ItemsMemory;
        var held = new SortedSet<int>(relevant);
        held.ExceptWith(Excluded.ToArray());
        Relevant = held.ToArray();
    }

    /// <summary>User index.</summary>
    public int User { get; }

    /// <summary>What the model is told.</summary>
    public History History { get; }

    /// <summary>The items that were held out, ascending.</summary>
    public ReadOnlyMemory<int> Relevant { get; }

    /// <summary>The only items to rank; empty for the whole catalogue.</summary>
    public ReadOnlyMemory<int> Candidates { get; }

    /// <summary>Items that are no candidates.</summary>
    public ReadOnlyMemory<int> Excluded { get; }
}
