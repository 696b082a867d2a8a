using Marquee.Data;

namespace Marquee.Storage;

/// <summary>
/// Where a service's users, items and interactions are kept. All that the rest of the house knows of a database; every implementation inherits one
/// contract suite.
/// </summary>
/// <remarks>
/// A user or an item gets an index when its id first appears, in a record or in an interaction, in order of appearance, and keeps it for ever: the indices
/// of every <see cref="Snapshot"/> are these, so a model that was trained yesterday knows the items of today. May be called from many threads at once;
/// a reader sees the store as it was after some commit, and waits for no writer. As a source it streams out what was written: users and items by index, then
/// interactions in the order in which they first came; none that were only mentioned, and none that were deleted.
/// </remarks>
public interface IDataStore : IDatasetSource, IDisposable
{
    /// <summary>How many commits changed something, by whomever; it grows by exactly 1 with each.</summary>
    long Version { get; }

    /// <summary>How much there is.</summary>
    StoreCounts Count();

    /// <summary>Starts writing. Several writers take turns, one commit at a time.</summary>
    IStoreWriter OpenWriter();

    /// <summary>Freezes everything for training, evaluation and serving.</summary>
    /// <param name="weighting">How kinds become weights; <see cref="InteractionWeighting.Default"/> where none is given.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Snapshot LoadSnapshot(InteractionWeighting? weighting = null, CancellationToken cancellationToken = default);

    /// <summary>Freezes everything, and says of which <see cref="Version"/> it is.</summary>
    /// <param name="weighting">How kinds become weights; <see cref="InteractionWeighting.Default"/> where none is given.</param>
    /// <param name="cancellationToken">Stops it.</param>
    StoreContent Load(InteractionWeighting? weighting = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds items by the words of their title, people, categories, labels and summary. All words of the question must be there, the last of them at least as the
    /// beginning of a word; case and accents do not matter. A word counts more in a title than among people, there more than in categories and labels, and least in a
    /// summary; rare words count more than common ones. Items that are hidden or deleted are not found.
    /// </summary>
    /// <param name="text">The question: any text. One without letters and digits finds nothing.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The best first; where they are equal, by index.</returns>
    IReadOnlyList<SearchHit> SearchItems(string text, int count);
}
