using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>Served lists with their rewards, ready to be evaluated, and how many could not be used and why.</summary>
public sealed class LoggedLists
{
    private const int NamedSurfaces = 5;

    private LoggedLists(IReadOnlyList<LoggedList> lists, IReadOnlyList<KeyValuePair<string, int>> leftOut)
    {
        Lists = lists;
        LeftOut = leftOut;
    }

    /// <summary>The lists, by user and then by time.</summary>
    public IReadOnlyList<LoggedList> Lists { get; }

    /// <summary>Reasons, in words, for which lists were left out, with their numbers.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> LeftOut { get; }

    /// <summary>When the first list was served; nothing where there is none.</summary>
    public long? First => Lists.Count == 0 ? null : Lists.Min(list => list.Served.Time);

    /// <summary>
    /// Gives lists their rewards. Left out are those of nobody known (anonymous, erased or opted out), whose events cannot be told; pages after the first, since what stood above is
    /// not known; and those whose window is not over yet, since their rewards may still come.
    /// </summary>
    /// <param name="served">The lists, in any order: all that were served, also on other surfaces, so that an event counts for the list that it came from.</param>
    /// <param name="snapshot">The events.</param>
    /// <param name="rule">What counts as a reward.</param>
    /// <param name="now">The moment up to which events are known, in milliseconds since 1970 UTC.</param>
    /// <param name="surface">Which lists are to be evaluated: those of this surface, or of it and a slash; nothing for all.</param>
    /// <remarks>O(lists log lists + events + events of a user x lists within a window).</remarks>
    public static LoggedLists Gather(IEnumerable<ServedList> served, Snapshot snapshot, RewardRule rule, long now, string? surface = null)
    {
        var leftOut = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var window = (long)rule.Window.TotalMilliseconds;
        // A list that will not be evaluated may still be the one that an event came from.
        var known = served.Where(list => Sound(list, snapshot, leftOut)).Select(list => new LoggedList(list, new double[list.Items.Length])).ToArray();
        var events = Counting(snapshot, rule);
        foreach (var ofUser in known.GroupBy(list => list.Served.User))
        {
            if (events.TryGetValue(ofUser.Key, out var own))
            {
                Attribute([.. ofUser.OrderByDescending(list => list.Served.Time)], own, window);
            }
        }

        var elsewhere = known.Where(list => !IsOn(surface, list.Served)).GroupBy(list => list.Served.Surface).Select(lists => (Surface: lists.Key, Count: lists.Count())).OrderByDescending(one => one.Count).ToArray();
        if (elsewhere.Length > 0)
        {
            leftOut[$"of other surfaces, such as {string.Join(", ", elsewhere.Take(NamedSurfaces).Select(one => one.Surface))}"] = elsewhere.Sum(one => one.Count);
        }

        var lists = known.Where(list => IsOn(surface, list.Served) && IsJudged(list.Served, now - window, leftOut)).OrderBy(list => list.Served.User).ThenBy(list => list.Served.Time).ToArray();
        foreach (var list in lists)
        {
            for (var place = 0; place < list.Rewards.Length; place++)
            {
                list.Rewards[place] = rule.Reward(list.Rewards[place]);
            }
        }

        return new LoggedLists(lists, [.. leftOut]);
    }

    private static bool Sound(ServedList list, Snapshot snapshot, SortedDictionary<string, int> leftOut)
    {
        var reason = list.User < 0 || list.User >= snapshot.Users.Count || snapshot.Users[list.User].OptedOut ? "of nobody known"
            : list.Items.Length == 0 ? "empty"
            : list.Propensities.Length != list.Items.Length || !Array.TrueForAll(list.Propensities, chance => chance is > 0 and <= 1) ? "without a propensity above 0 and at most 1 for each item"
            : null;
        return reason is null || !Count(leftOut, reason);
    }

    private static bool IsOn(string? surface, ServedList list) => surface is null || list.Surface == surface || list.Surface.StartsWith(surface + "/", StringComparison.Ordinal);

    private static bool IsJudged(ServedList list, long latest, SortedDictionary<string, int> leftOut)
    {
        var reason = list.Offset > 0 ? "later pages" : list.Time > latest ? "so new that rewards may still come" : null;
        return reason is null || !Count(leftOut, reason);
    }

    private static bool Count(SortedDictionary<string, int> leftOut, string reason)
    {
        leftOut[reason] = leftOut.GetValueOrDefault(reason) + 1;
        return true;
    }

    private static Dictionary<int, List<(long Time, int Item, float Weight)>> Counting(Snapshot snapshot, RewardRule rule)
    {
        var events = snapshot.Events;
        var rules = events.KindNames.Select(rule.Weighting.RuleFor).ToArray();
        var counting = new Dictionary<int, List<(long, int, float)>>();
        for (var e = 0; e < events.Count; e++)
        {
            if (events.Items[e] >= 0 && events.Times[e] != EventLog.NoTime && rules[events.Kinds[e]].Weigh(events.Values[e], events.Progress[e]) is var weight && weight != 0)
            {
                if (!counting.TryGetValue(events.Users[e], out var own))
                {
                    counting[events.Users[e]] = own = [];
                }

                own.Add((events.Times[e], events.Items[e], weight));
            }
        }

        return counting;
    }

    private static void Attribute(LoggedList[] latestFirst, List<(long Time, int Item, float Weight)> events, long window)
    {
        foreach (var (time, item, weight) in events)
        {
            // Lists later than the event come first; a binary search passes over them.
            var (low, high) = (0, latestFirst.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = latestFirst[middle].Served.Time > time ? (middle + 1, high) : (low, middle);
            }

            for (; low < latestFirst.Length && latestFirst[low].Served.Time >= time - window; low++)
            {
                if (Array.IndexOf(latestFirst[low].Served.Items, item) is var place && place >= 0)
                {
                    latestFirst[low].Rewards[place] += weight;
                    break;
                }
            }
        }
    }
}
