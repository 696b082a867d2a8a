using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// A function from a history to one score for each item. It knows items, not users: a trained user, a new one and an anonymous session are all
/// the same to it. Immutable; may be called from many threads at once, and each call runs on the thread that makes it.
/// </summary>
public interface IRecommender
{
    /// <summary>Number of items it knows: those with index 0 to <c>ItemCount - 1</c>.</summary>
    int ItemCount { get; }

    /// <summary>Whether its scores of items mean something that nobody had met when it was trained: it reads what the catalogue says of them. Default no.</summary>
    bool ScoresUnmetItems => false;

    /// <summary>Scores every item for one history. Higher is better; scores of different histories need not compare.</summary>
    /// <param name="history">The history. Items that the model does not know count nothing; an empty history is no exception.</param>
    /// <param name="scores">Receives <see cref="ItemCount"/> finite scores, those of the history's own items too. Seen items are not left out here: that is a rule's work.</param>
    void Score(in History history, Span<float> scores);

    /// <summary>Scores every item for many histories; the same scores as one by one, up to rounding.</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="scores">Receives <c>histories x ItemCount</c> scores.</param>
    void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        for (var index = 0; index < histories.Length; index++)
        {
            Score(histories[index], scores.Row(index));
        }
    }
}
