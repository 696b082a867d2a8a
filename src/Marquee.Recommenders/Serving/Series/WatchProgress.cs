using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>How far somebody came with an item when they watched it last.</summary>
/// <param name="Item">Item index.</param>
/// <param name="Progress">How much of it was watched, 0 to 1; NaN where that is not known, which counts as all of it.</param>
/// <param name="Time">When, in milliseconds since 1970 UTC; <see cref="EventLog.NoTime"/> is before all others.</param>
public readonly record struct WatchProgress(int Item, float Progress, long Time);
