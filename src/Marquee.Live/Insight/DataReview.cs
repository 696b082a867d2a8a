namespace Marquee.Live;

/// <summary>Puts together what there is and what is odd about it.</summary>
internal static class DataReview
{
    private const int MostPoints = 400;
    private const long Leeway = 300_000;

    public static DataStatistics Of(LiveCounts counts, LiveEngine engine)
    {
        var (catalogue, kinds, now) = (engine.Catalogue, engine.Kinds, engine.Now);
        var users = new UserReview(counts, now + Leeway);
        var items = new ItemReview(catalogue, counts.Viewers);
        var all = Enumerable.Range(0, kinds.Count).Select(kind => (Kind: (short)kind, Count: counts.KindCount((short)kind))).Where(kind => kind.Count > 0).ToArray();
        var interactions = all.Sum(kind => kind.Count);
        var (perDay, step) = Points(counts.Days, now);
        var watched = counts.Viewers[..Math.Min(counts.Viewers.Length, catalogue.Count)].ToArray().OrderDescending().Take((items.Count + 9) / 10).Sum(viewers => (long)viewers);
        var unlisted = all.Where(kind => !kinds.IsListed(kind.Kind)).ToArray();
        DataWarning[] warnings =
        [
            new("suspected-bots", true, $"These act as programs do: on one day {users.Bots.TooMuch:N0} events or more, at even distances, or in nearly every hour of it; two of the three. Look at them, and erase what is no person: they count like any other.", users.Suspects.Count, users.Count, users.Suspects.Examples),
            new("future-events", true, "These have interactions in the future. Whatever wrote them has a wrong clock or another time zone; models that heed time are misled.", users.FutureEvents, interactions, users.Future.Examples),
            new("repeated-events", true, "These did the same with the same item again within ten seconds: it was probably sent twice. Send an idempotency key, or ?repeat=replace.", users.RepeatedEvents, interactions, users.Repeaters.Examples),
            new("double-items", true, "These are there more than once: title, year, kind and series are the same. What is known of one is not known of the other.", items.Double.Count, items.Count, items.Double.Examples),
            new("kinds-without-weight", true, "The configuration names no weight for these kinds of interaction, and so they count as all others do: weighting in marquee.json.", unlisted.Sum(kind => kind.Count), interactions, [.. unlisted.Select(kind => kinds[kind.Kind]).Take(DataWarning.MostExamples)]),
            new("untimed-events", false, "There are interactions without a time: they say what, and not when. Nothing that goes by time knows them.", counts.Untimed, interactions, []),
            new("never-seen", false, "Nobody watched these. Models that learn from histories alone never recommend them; content and hybrid do.", items.NeverSeen.Count, items.Count, items.NeverSeen.Examples),
            new("one-event-users", false, "These did one thing alone: there is little to learn from them, and an evaluation that holds it out has no history left.", users.One.Count, users.Count, users.One.Examples),
            new("without-title", false, "These have no title: nobody can find them by words, and they show their id.", items.Untitled.Count, items.Count, items.Untitled.Examples),
            new("without-categories", false, "These have no categories: filters by category, calibration and rows by category pass them over.", items.Uncategorised.Count, items.Count, items.Uncategorised.Examples),
        ];
        return new DataStatistics
        {
            Users = users.Count,
            Items = items.Count,
            Interactions = interactions,
            Kinds = [.. all.Select(kind => new KindCount(kinds[kind.Kind], kind.Count)).OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Kind, StringComparer.Ordinal)],
            FirstTime = Moment(users.Earliest),
            LastTime = Moment(users.Latest),
            PerDay = perDay,
            DaysPerPoint = step,
            Density = counts.Pairs > 0 && users.Count > 0 && items.Count > 0 ? counts.Pairs / ((double)users.Count * items.Count) : null,
            TopShare = counts.Pairs > 0 ? watched / (double)counts.Pairs : null,
            ItemsNeverSeen = (int)items.NeverSeen.Count,
            UsersWithOneEvent = (int)users.One.Count,
            OptedOut = users.OptedOut,
            Erased = users.Erased,
            Warnings = [.. warnings.Where(warning => warning.Count > 0)],
        };
    }

    private static DateTimeOffset? Moment(long time) =>
        time is long.MinValue or long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(time, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    /// <summary>Counts by day until today, put together where they were too many.</summary>
    private static (IReadOnlyList<(DateOnly From, long Count)> Points, int Step) Points(Dictionary<long, long> days, long now)
    {
        var today = Week.Day(now);
        var known = days.Where(day => day.Key <= today).ToArray();
        if (known.Length == 0)
        {
            return ([], 1);
        }

        var (first, last) = (known.Min(day => day.Key), known.Max(day => day.Key));
        var step = (int)((last - first) / MostPoints) + 1;
        var points = new (DateOnly From, long Count)[((last - first) / step) + 1];
        for (var point = 0; point < points.Length; point++)
        {
            points[point].From = Week.DateOf(first + ((long)point * step));
        }

        foreach (var (day, count) in known)
        {
            points[(day - first) / step].Count += count;
        }

        return (points, step);
    }
}
