using Marquee.Data;

namespace Marquee.Storage;

/// <summary>
/// Takes records into a store, batch by batch. A record whose id (or, for an interaction, whose user, item, kind, time and text) is already there replaces
/// it, so writing the same twice changes nothing. Not for several threads at once.
/// </summary>
/// <remarks>What was added since the last commit is lost when the writer is disposed of without committing, or when the process dies.</remarks>
public interface IStoreWriter : IDatasetSink, IDisposable
{
    /// <summary>What became of the records so far.</summary>
    ImportTally Tally { get; }

    /// <summary>Ends a batch. When this returns the batch is on the disk, whatever happens next.</summary>
    void Commit();
}
