namespace Marquee.Live;

/// <summary>The time of a clock that may be set back, without the steps back: it stands still until the clock has caught up.</summary>
internal sealed class LiveClock(TimeProvider time)
{
    private long _latest;

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long Now
    {
        get
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var latest = Volatile.Read(ref _latest);
            while (now > latest)
            {
                var found = Interlocked.CompareExchange(ref _latest, now, latest);
                if (found == latest)
                {
                    return now;
                }

                latest = found;
            }

            return latest;
        }
    }
}
