using Marquee.Data;

namespace Marquee.Content;

/// <summary>Launches of a service's own items, with the viewers they had in their first weeks, country by country.</summary>
/// <remarks>
/// An item was launched on the day it became available (<see cref="Item.AvailableFrom"/>), else on its day of release, where that lies within the data. Where no item says since when it is available: on the day of its first event, but
/// only where the weeks before would not have been silent had it been there: where three events or more are to be expected of them at the rate that it has after its first weeks, of which as many again must be known. (That leaves out
/// flops of which no day is known; give days of availability.) What came before the first full period of weeks, and less than those weeks before the end, is left out too. A viewer is a user with at least one event of positive weight;
/// those who opted out do not count.
/// O(events).
/// </remarks>
public static class SnapshotLaunches
{
    private const long Day = 86_400_000;

    // Silence at such a rate is chance in one case of twenty.
    private const double LeastExpected = 3;

    /// <summary>Finds them.</summary>
    /// <param name="snapshot">The service.</param>
    /// <param name="options">What counts.</param>
    /// <returns>A launch for each item and market, 0 viewers included; one for each item without a country where no country has enough users.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is below 1.</exception>
    public static IReadOnlyList<AudienceLaunch> Of(Snapshot snapshot, SnapshotLaunchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        options ??= new SnapshotLaunchOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Weeks, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LeastUsers, 1, nameof(options));
        var events = snapshot.Events;
        var (begin, end) = (long.MaxValue, long.MinValue);
        var first = new long[snapshot.Items.Count];
        Array.Fill(first, long.MaxValue);
        var counts = new bool[events.Count];
        for (var e = 0; e < events.Count; e++)
        {
            var (item, time) = (events.Items[e], events.Times[e]);
            counts[e] = item >= 0 && time != EventLog.NoTime && !snapshot.Users[events.Users[e]].OptedOut
                && snapshot.Weighting.Weigh(events.KindNames[events.Kinds[e]], events.Values[e], events.Progress[e]) > 0;
            if (counts[e])
            {
                first[item] = Math.Min(first[item], time);
                (begin, end) = (Math.Min(begin, time), Math.Max(end, time));
            }
        }

        var window = options.Weeks * 7 * Day;
        // Where a service says since when its items are available, those of which it does not were there before.
        var saysDays = snapshot.Items.Any(item => item.AvailableFrom?.ToUnixTimeMilliseconds() is { } day && day > begin && day <= end);
        var later = saysDays ? [] : EventsAfter(first, window, events, counts);
        var starts = new long?[snapshot.Items.Count];
        for (var item = 0; item < starts.Length; item++)
        {
            var start = Start(snapshot.Items[item], first[item], begin, end) ?? (!saysDays && Appeared(first[item], later[item], window, end) ? first[item] : null);
            starts[item] = start >= begin + window && start <= end - window ? start : null;
        }

        string?[] markets = [.. snapshot.Users.Where(user => !user.OptedOut).Select(user => user.Attributes[options.CountryAttribute]).OfType<string>()
            .GroupBy(country => country).Where(users => users.Count() >= options.LeastUsers).Select(users => users.Key).Order(StringComparer.Ordinal)];
        if (markets.Length == 0)
        {
            markets = [null];
        }

        var marketOf = snapshot.Users.Select(user => markets[0] is null ? 0 : Array.IndexOf(markets, user.Attributes[options.CountryAttribute])).ToArray();
        var viewers = new HashSet<int>?[starts.Length * markets.Length];
        for (var e = 0; e < events.Count; e++)
        {
            var (user, item) = (events.Users[e], events.Items[e]);
            if (counts[e] && starts[item] is { } start && events.Times[e] >= start && events.Times[e] < start + window && marketOf[user] >= 0)
            {
                (viewers[(item * markets.Length) + marketOf[user]] ??= []).Add(user);
            }
        }

        return
        [
            .. from item in Enumerable.Range(0, starts.Length)
               where starts[item] is not null
               from market in Enumerable.Range(0, markets.Length)
               select new AudienceLaunch(snapshot.Items[item], DateOf(starts[item]!.Value), viewers[(item * markets.Length) + market]?.Count ?? 0, markets[market]),
        ];
    }

    /// <summary>The day after the last event: the earliest day on which something can still be launched.</summary>
    /// <param name="snapshot">The service.</param>
    /// <returns>Nothing where no event has a time.</returns>
    public static DateOnly? EndOf(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var last = EventLog.NoTime;
        foreach (var time in snapshot.Events.Times)
        {
            last = Math.Max(last, time);
        }

        return last == EventLog.NoTime ? null : DateOf(last).AddDays(1);
    }

    /// <summary>How many events each item has after its first weeks.</summary>
    private static int[] EventsAfter(long[] first, long window, EventLog events, bool[] counts)
    {
        var after = new int[first.Length];
        for (var e = 0; e < events.Count; e++)
        {
            if (counts[e] && events.Times[e] - window >= first[events.Items[e]])
            {
                after[events.Items[e]]++;
            }
        }

        return after;
    }

    /// <summary>Whether an item would have been seen in the weeks before its first event, had it been there: judged by as long a time at least, whenever it came, so that early and late launches are picked alike.</summary>
    private static bool Appeared(long first, int later, long window, long end) =>
        first <= end - (2 * window) && later * ((double)window / (end - first - window)) >= LeastExpected;

    private static long? Start(Item item, long first, long begin, long end)
    {
        var available = item.AvailableFrom?.ToUnixTimeMilliseconds();
        var released = item.ReleaseDate is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds() : (long?)null;
        return available > begin && available <= end ? available
            : released > begin && released <= end && released <= first ? released
            : null;
    }

    private static DateOnly DateOf(long milliseconds) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime);
}
