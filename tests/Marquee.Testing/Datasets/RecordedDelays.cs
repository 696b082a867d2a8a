namespace Marquee.Testing;

/// <summary>A clock whose timers ring at once and which remembers how long they were asked to wait; those of a minute or more, which watch for silence, ring when told.</summary>
public sealed class RecordedDelays : TimeProvider
{
    private readonly List<Action> _watches = [];

    /// <summary>The waits, in order.</summary>
    public List<TimeSpan> Delays { get; } = [];

    /// <summary>Lets the watches for silence ring.</summary>
    public void Ring()
    {
        Action[] all;
        lock (_watches)
        {
            all = [.. _watches];
        }

        Array.ForEach(all, ring => ring());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.FromMinutes(1))
        {
            Delays.Add(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }
        else
        {
            lock (_watches)
            {
                _watches.Add(() => callback(state));
            }
        }

        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
