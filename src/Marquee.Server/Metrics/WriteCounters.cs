using Marquee.Live;

namespace Marquee.Server;

/// <summary>What a tenant's writes came to.</summary>
internal sealed class WriteCounters
{
    private long _new;
    private long _updated;
    private long _unchanged;
    private long _deleted;
    private long _waiting;

    public long New => Volatile.Read(ref _new);

    public long Updated => Volatile.Read(ref _updated);

    public long Unchanged => Volatile.Read(ref _unchanged);

    public long Deleted => Volatile.Read(ref _deleted);

    /// <summary>Writes that were begun and not answered yet.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    public void Begin() => Interlocked.Increment(ref _waiting);

    public void End(ChangeReceipt? receipt)
    {
        Interlocked.Decrement(ref _waiting);
        if (receipt is { Replayed: false })
        {
            Interlocked.Add(ref _new, receipt.New);
            Interlocked.Add(ref _updated, receipt.Updated);
            Interlocked.Add(ref _unchanged, receipt.Unchanged);
            Interlocked.Add(ref _deleted, receipt.Deleted);
        }
    }
}
