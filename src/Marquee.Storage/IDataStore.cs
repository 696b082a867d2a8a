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
    /// summary. Items that are hidden or deleted are not found.
    /// </summary>
    /// <param name="text">The question: any text. One without letters and digits finds nothing.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The best first; where they are equal, by index.</returns>
    IReadOnlyList<SearchHit> SearchItems(string text, int count);

    /// <summary>
    /// Writes everything as it is at one moment, while others go on writing, into an SQLite database file: records, indices, order, <see cref="Version"/>, remembered answers. Any kind of
    /// store can restore it, and <see cref="SqliteStore"/> can open it as it is.
    /// </summary>
    /// <param name="file">The file to make; it appears as a whole or not at all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreException">The file is there already, or the store cannot be read or the file not written.</exception>
    void BackUp(string file, CancellationToken cancellationToken = default);

    /// <summary>Takes everything from such a file. All or nothing.</summary>
    /// <param name="file">The file; it is not changed.</param>
    /// <param name="cancellationToken">Stops it; nothing was restored then.</param>
    /// <exception cref="StoreException">This store is not empty, or the file is no backup or damaged.</exception>
    void Restore(string file, CancellationToken cancellationToken = default);

    /// <summary>Looks for damage: of the database itself, indices that name nothing or are missing, attributes that cannot be read, a search index out of step. Reads everything.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What is wrong, in words; nothing where all is sound.</returns>
    IReadOnlyList<string> Check(CancellationToken cancellationToken = default);
}
