using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary>Reads a tenant's store from end to end, at most two at once: records as they are kept.</summary>
/// <param name="workspace">The tenant's folder.</param>
internal sealed class RecordExports(Workspace workspace)
{
    private const int Most = 2;

    private int _running;

    /// <summary>Gives records to a sink, on a thread of its own.</summary>
    /// <param name="sink">Takes them; may wait.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ProblemException">Two exports are running already.</exception>
    public async Task Run(IDatasetSink sink, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _running) > Most)
        {
            Interlocked.Decrement(ref _running);
            throw new ProblemException(Problem.Unavailable("Two exports are running already; they read everything, and so wait for one another.", retryAfter: 5));
        }

        try
        {
            await Task.Factory.StartNew(
                () =>
                {
                    using var store = workspace.OpenStore();
                    store.CopyTo(sink, cancellationToken);
                },
                cancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
