using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Live.Tests;

/// <summary>A store that can be told to keep what it has read to itself for a while.</summary>
internal sealed class GatedStore(IDataStore store) : IDataStore
{
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _open = Opened();

    /// <summary>Ends when something was read that is kept back.</summary>
    public Task Read => _read.Task;

    public long Version => store.Version;

    public void Close() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _open.SetResult();

    public StoreContent Load(InteractionWeighting? weighting = null, CancellationToken cancellationToken = default)
    {
        var content = store.Load(weighting, cancellationToken);
        if (!_open.Task.IsCompleted)
        {
            _read.SetResult();
            _open.Task.Wait(cancellationToken);
        }

        return content;
    }

    public StoreCounts Count() => store.Count();

    public IStoreWriter OpenWriter() => store.OpenWriter();

    public Snapshot LoadSnapshot(InteractionWeighting? weighting = null, CancellationToken cancellationToken = default) => store.LoadSnapshot(weighting, cancellationToken);

    public IReadOnlyList<SearchHit> SearchItems(string text, int count) => store.SearchItems(text, count);

    public void BackUp(string file, CancellationToken cancellationToken = default) => store.BackUp(file, cancellationToken);

    public void Restore(string file, CancellationToken cancellationToken = default) => store.Restore(file, cancellationToken);

    public IReadOnlyList<string> Check(CancellationToken cancellationToken = default) => store.Check(cancellationToken);

    public void CopyTo(IDatasetSink sink, CancellationToken cancellationToken) => store.CopyTo(sink, cancellationToken);

    public void Dispose() => store.Dispose();

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
