using Marquee.Numerics;

namespace Marquee.Live;

/// <summary>Names lists so that no two have one name, also after a restart: the moment at which the program began to count, and a number.</summary>
internal sealed class ServedListId(long start)
{
    private readonly string _start = start.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
    private long _number;

    /// <summary>A seed that no other list has, for what is left to chance in one.</summary>
    public ulong NextSeed() => new SplittableRandom((ulong)start).Split((ulong)Interlocked.Increment(ref _number)).NextUInt64();

    public string Next() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_start}-{Interlocked.Increment(ref _number):x}");
}
