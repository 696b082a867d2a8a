using System.Collections.Concurrent;
using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>What is watched how much these days: counts of events that fade, overall, by country and by part of the week; and what is watched more than usual.</summary>
/// <remarks>
/// <para>The count of an item is the sum of its events' weights, each halved for every half-life between it and the newest event of all; see <see cref="DecayedCounts"/>. Adding is O(1). An event that is taken back is added again with the
/// negative of its weight and the same time, and leaves nothing behind.</para>
/// <para>An item trends by <c>(count + shrinkage) / (expected + shrinkage)</c>, where <c>expected</c> is what it would count if it had the share of all counts that it usually has: its share by the longer half-life.
/// So more traffic for everything is no trend.</para>
/// <para>There is no clock: time is that of the events, and all counts are told as of the newest of them, so that data of long ago read like those of today. Give live events no later time
/// than that of their arrival: one of next year would let all others fade.</para>
/// <para>One thread adds while any number read.</para>
/// </remarks>
public sealed class TrendCounter
{
    private const int MostCountries = 1000;
    private const long MillisecondsPerHour = 3_600_000;
    private const int HoursPerWeek = 7 * 24;

    // 1970 began on a Thursday.
    private const int HoursBeforeThursday = 3 * 24;

    private readonly TrendOptions _options;
    private readonly DecayedCounts _all;
    private readonly ConcurrentDictionary<string, DecayedCounts> _countries = new(StringComparer.OrdinalIgnoreCase);
    private readonly DecayedCounts[] _parts;
    private readonly NewestMoment _newest = new();

    /// <summary>Counts nothing yet.</summary>
    /// <param name="options">How fast it forgets, and how much it takes to be called a trend.</param>
    /// <exception cref="ArgumentException">What is usual would be forgotten as fast as what is recent.</exception>
    public TrendCounter(TrendOptions? options = null)
    {
        _options = options ?? new TrendOptions();
        if (_options.UsualHalfLife <= _options.HalfLife)
        {
            throw new ArgumentException($"The half-life of what is usual is {_options.UsualHalfLife}; it must be longer than {_options.HalfLife}, that of the counts.", nameof(options));
        }

        _all = NewCounts();
        _parts = [.. Enumerable.Range(0, HoursPerWeek / _options.HoursTogether).Select(_ => NewCounts())];
    }

    /// <summary>Time of the newest event, in milliseconds since 1970 UTC; <see cref="EventLog.NoTime"/> where there is none.</summary>
    public long Newest => _newest.Value;

    /// <summary>Countries that have events.</summary>
    public IReadOnlyCollection<string> Countries => (IReadOnlyCollection<string>)_countries.Keys;

    /// <summary>Counts an event. O(1). One without a time, or without an item, does not count.</summary>
    /// <param name="item">Item index; -1 for none.</param>
    /// <param name="time">When, in milliseconds since 1970 UTC, in any order.</param>
    /// <param name="country">Where (ISO 3166-1 alpha-2), if that is known.</param>
    /// <param name="weight">How much it counts; negative to take an event back.</param>
    public void Add(int item, long time, string? country = null, double weight = 1)
    {
        if (item < 0 || time == EventLog.NoTime)
        {
            return;
        }

        _newest.Meet(time);
        _all.Add(item, weight, time);
        _parts[PartOf(time)].Add(item, weight, time);
        if (country is not null && (_countries.ContainsKey(country) || _countries.Count < MostCountries))
        {
            _countries.GetOrAdd(country, _ => NewCounts()).Add(item, weight, time);
        }
    }

    /// <summary>The count of an item. O(1).</summary>
    /// <param name="item">Item index.</param>
    /// <param name="slice">Which events count.</param>
    public double Count(int item, TrendSlice slice = default) => Of(slice)?.Of(item) ?? 0;

    /// <summary>The counts of all items. O(items).</summary>
    /// <param name="counts">Receives one count an item, 0 where it has no event; items beyond it are left out.</param>
    public void Counts(float[] counts)
    {
        counts.AsSpan().Clear();
        _all.Visit(counts, static (counts, item, count, _) =>
        {
            if (item < counts.Length)
            {
                counts[item] = (float)count;
            }
        });
    }

    /// <summary>The items of the highest counts, highest first, of equal ones the lower index first. O(items with events).</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="slice">Which events count.</param>
    /// <returns>Items and their counts. Costs some microseconds for a thousand items with events; keep it where it is asked for often.</returns>
    public ScoredItem[] Popular(int count, TrendSlice slice = default) => Top(count, slice, least: 0, static (recent, _, _) => recent);

    /// <summary>The items that are watched more than usual, most so first, of equal ones the lower index first. O(items with events).</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="slice">Which events count.</param>
    /// <returns>Items and how many times as usual they are watched, after shrinkage; each more than 1.</returns>
    public ScoredItem[] Trending(int count, TrendSlice slice = default) =>
        Top(count, slice, least: 1, static (recent, usual, shrinkage) => (recent + shrinkage) / (usual + shrinkage));

    private ScoredItem[] Top(int count, TrendSlice slice, double least, Func<double, double, double, double> score)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        // The worst of the best so far comes out first.
        var best = new PriorityQueue<ScoredItem, (float Score, int Item)>();
        Of(slice)?.Visit(this, (counter, item, recent, usual) =>
        {
            var line = new ScoredItem(item, (float)score(recent, usual, counter._options.Shrinkage));
            var place = (line.Score, -item);
            if (!(line.Score > least))
            {
                return;
            }

            if (best.Count < count)
            {
                best.Enqueue(line, place);
            }
            else if (best.TryPeek(out _, out var worst) && place.CompareTo(worst) > 0)
            {
                best.DequeueEnqueue(line, place);
            }
        });
        var list = new ScoredItem[best.Count];
        for (var rank = list.Length - 1; rank >= 0; rank--)
        {
            list[rank] = best.Dequeue();
        }

        return list;
    }

    private DecayedCounts? Of(TrendSlice slice) =>
        slice.Moment is { } moment ? _parts[PartOf(moment)] : slice.Country is { } country ? _countries.GetValueOrDefault(country) : _all;

    private int PartOf(long time)
    {
        var hour = (Math.DivRem(time, MillisecondsPerHour) is var (hours, rest) && rest < 0 ? hours - 1 : hours) + HoursBeforeThursday;
        return (int)(((hour % HoursPerWeek) + HoursPerWeek) % HoursPerWeek) / _options.HoursTogether;
    }

    private DecayedCounts NewCounts() => new(_newest, _options.HalfLife.TotalMilliseconds, _options.UsualHalfLife.TotalMilliseconds);
}
