namespace Marquee.Server;

/// <summary>A token bucket in one number: the moment at which it would be full again (the generic cell rate algorithm). May be asked from many threads at once.</summary>
internal sealed class RequestRate
{
    private readonly TimeProvider _time;
    private readonly long _interval;
    private readonly long _tolerance;
    private long _full;

    /// <param name="perSecond">Requests a second over time, above 0.</param>
    /// <param name="burst">How many at once after a rest, at least 1.</param>
    /// <param name="time">The clock.</param>
    public RequestRate(double perSecond, int burst, TimeProvider time)
    {
        _time = time;
        _interval = Math.Max(1, (long)(time.TimestampFrequency / perSecond));
        _tolerance = _interval * (burst - 1);
        _full = time.GetTimestamp();
    }

    /// <summary>The rate of a configuration; null for any number.</summary>
    public static RequestRate? Of(double perSecond, int burst, TimeProvider time) =>
        perSecond <= 0 ? null : new RequestRate(perSecond, burst > 0 ? burst : Math.Max(1, (int)perSecond), time);

    /// <summary>Takes a token.</summary>
    /// <param name="wait">How long to wait for one where there is none.</param>
    public bool TryTake(out TimeSpan wait)
    {
        while (true)
        {
            var now = _time.GetTimestamp();
            var full = Volatile.Read(ref _full);
            if (full - now > _tolerance)
            {
                wait = TimeSpan.FromSeconds((full - now - _tolerance) / (double)_time.TimestampFrequency);
                return false;
            }

            if (Interlocked.CompareExchange(ref _full, Math.Max(full, now) + _interval, full) == full)
            {
                wait = default;
                return true;
            }
        }
    }
}
