using Marquee.Data;

namespace Marquee.Storage;

/// <summary>
/// Takes changes into a store, batch by batch. A record whose id (or, for an interaction, whose user, item, kind, time and text) is already there replaces
/// it, so writing the same twice changes nothing. Not for several threads at once.
/// </summary>
/// <remarks>
/// The first change of a batch waits until other writers have committed theirs, and from then on they wait for this one. What was done since the last commit is lost when the
/// writer is disposed of without committing, or when the process dies. After a change that failed with <see cref="StoreException"/> only <see cref="Abandon"/> helps.
/// </remarks>
public interface IStoreWriter : IDatasetSink, IDisposable
{
    /// <summary>Begins a batch, where none is begun: waits for other writers, who then wait for this one. Any change does so by itself.</summary>
    /// <returns>The <see cref="IDataStore.Version"/> that the batch begins from: until it ends, nobody makes another.</returns>
    long Begin();

    /// <summary>What became of the records so far.</summary>
    ImportTally Tally { get; }

    /// <summary>Erases a user: what is known of them, their interactions and their id. Their index stays taken, by <see cref="IdMap.Erased"/>.</summary>
    /// <returns>Whether there was such a user.</returns>
    bool DeleteUser(string id);

    /// <summary>Erases an item: what is known of it, the interactions with it and its id. Its index stays taken, by a hidden item with the id <see cref="IdMap.Erased"/>.</summary>
    /// <returns>Whether there was such an item.</returns>
    bool DeleteItem(string id);

    /// <summary>Erases one interaction, found by user, item, kind, time and text.</summary>
    /// <returns>Whether there was such an interaction.</returns>
    bool Delete(Interaction interaction);

    /// <summary>The index of a user, this batch included; -1 where there is no such user.</summary>
    int UserIndex(string id);

    /// <summary>The index of an item, this batch included; -1 where there is no such item.</summary>
    int ItemIndex(string id);

    /// <summary>
    /// Keeps the answer to a request together with the changes that it made, so that the same request, sent again because its answer was lost, gets the same answer and changes
    /// nothing. Answers that are more than 24 hours older than one now remembered are forgotten.
    /// </summary>
    /// <param name="key">What the sender calls the request; another answer under the same key replaces the first.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="time">When.</param>
    void Remember(string key, string answer, DateTimeOffset time);

    /// <summary>What was remembered under a key, this batch included; nothing where nothing was.</summary>
    string? Recall(string key);

    /// <summary>Ends a batch. When this returns the batch is on the disk, whatever happens next.</summary>
    /// <returns>The <see cref="IDataStore.Version"/> that the batch made; where it changed nothing, the one that was.</returns>
    long Commit();

    /// <summary>Forgets the batch so far, also one in which a change failed. The writer may then be used again; <see cref="Tally"/> is as it was before the batch.</summary>
    void Abandon();
}
