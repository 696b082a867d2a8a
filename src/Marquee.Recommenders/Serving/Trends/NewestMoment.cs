using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>The time of the newest event. One thread writes while others read.</summary>
internal sealed class NewestMoment
{
    private long _value = EventLog.NoTime;

    /// <summary>The time, in milliseconds since 1970 UTC; <see cref="EventLog.NoTime"/> where there was no event.</summary>
    public long Value => Volatile.Read(ref _value);

    /// <summary>Takes note of an event.</summary>
    public void Meet(long time) => Volatile.Write(ref _value, Math.Max(_value, time));
}
