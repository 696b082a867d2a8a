using System.Threading.Channels;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>
/// One thread that carries out what many ask for: whatever waits goes to the disk in one commit, and everybody in it is told together (group commit). The thread owns the store's writer and the live data.
/// </summary>
internal sealed class ChangeQueue : IAsyncDisposable
{
    /// <summary>Most changes in one commit: bounds how long the first of them waits.</summary>
    private const int MostChanges = 20_000;

    private readonly Channel<Work> _waiting;
    private readonly Action<IReadOnlyList<Work>> _carry;
    private readonly Task _thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="capacity">How many may wait.</param>
    /// <param name="carry">Carries out sets in one commit and completes each; what it throws is told to those that it did not complete.</param>
    public ChangeQueue(int capacity, Action<IReadOnlyList<Work>> carry)
    {
        _waiting = Channel.CreateBounded<Work>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _carry = carry;
        _thread = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Asks for changes.</summary>
    /// <param name="set">The changes.</param>
    /// <param name="cancellationToken">Gives up as long as they wait for a place in the queue; what has a place is carried out.</param>
    public async Task<ChangeReceipt> Ask(ChangeSet set, CancellationToken cancellationToken)
    {
        var work = new Work(set, null);
        await Write(work, cancellationToken).ConfigureAwait(false);
        return await work.Done.Task.ConfigureAwait(false);
    }

    /// <summary>Asks for something else to be done on the thread, between two commits.</summary>
    public async Task Ask(Action action, CancellationToken cancellationToken)
    {
        var work = new Work(null, action);
        await Write(work, cancellationToken).ConfigureAwait(false);
        await work.Done.Task.ConfigureAwait(false);
    }

    /// <summary>Carries out what waits, then ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _thread.ConfigureAwait(false);
    }

    private async ValueTask Write(Work work, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreException("The engine is closing and takes no more changes.", exception);
        }
    }

    private void Run()
    {
        var sets = new List<Work>();
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            var changes = 0;
            while (changes < MostChanges && _waiting.Reader.TryPeek(out var next))
            {
                if (next.Action is not null && sets.Count > 0)
                {
                    break;
                }

                _waiting.Reader.TryRead(out _);
                if (next.Action is { } action)
                {
                    Do(next, action);
                    continue;
                }

                sets.Add(next);
                changes += next.Set!.Count;
            }

            if (sets.Count > 0)
            {
                Carry(sets);
                sets.Clear();
            }
        }
    }

    private void Carry(List<Work> sets)
    {
        try
        {
            _carry(sets);
        }
        catch (Exception exception)
        {
            // Whatever it was, nobody may wait for ever, and the thread goes on for those who come next.
            foreach (var work in sets)
            {
                work.Done.TrySetException(exception);
            }
        }
    }

    private static void Do(Work work, Action action)
    {
        try
        {
            action();
            work.Done.SetResult(null!);
        }
        catch (Exception exception)
        {
            work.Done.SetException(exception);
        }
    }

    /// <summary>What waits: a set, or something else to be done.</summary>
    internal sealed record Work(ChangeSet? Set, Action? Action)
    {
        /// <summary>Told when it is done; whoever waits goes on elsewhere than on the queue's thread.</summary>
        public TaskCompletionSource<ChangeReceipt> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
