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
    /// <summary>How much there is.</summary>
    StoreCounts Count();

    /// <summary>Starts writing. Several writers take turns, one commit at a time.</summary>
    IStoreWriter OpenWriter();

    /// <summary>Freezes everything for training, evaluation and serving.</summary>
    /// <param name="weighting">How kinds become weights; <see cref="InteractionWeighting.Default"/> where none is given.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Snapshot LoadSnapshot(InteractionWeighting? weighting = null, CancellationToken cancellationToken = default);

    /// <summary>Erases a user: what is known of them, their interactions and their id. Their index stays taken, by <see cref="IdMap.Erased"/>.</summary>
    /// <returns>Whether there was such a user.</returns>
    bool DeleteUser(string id);

    /// <summary>Erases an item: what is known of it, the interactions with it and its id. Its index stays taken, by a hidden item with the id <see cref="IdMap.Erased"/>.</summary>
    /// <returns>Whether there was such an item.</returns>
    bool DeleteItem(string id);

    /// <summary>Erases one interaction, found by user, item, kind, time and text.</summary>
    /// <returns>Whether there was such an interaction.</returns>
    bool Delete(Interaction interaction);
}
