namespace Marquee.Data;

/// <summary>Everything before one moment trains; what happened from then on is to be found. The only split that asks what a service is asked.</summary>
/// <remarks>
/// Source: Meng, McCreadie, Macdonald and Ounis, Exploring Data Splitting Strategies for the Evaluation of Recommendation Models, 2020 (temporal global
/// split). Events without a time train. A pair that met before the moment and again after it is history and no target. O(events log events) where the
/// moment is a quantile, else O(events).
/// </remarks>
public sealed record GlobalTimeCut : ISplitter
{
    private readonly DateTimeOffset? _moment;
    private readonly double _quantile;

    private GlobalTimeCut(DateTimeOffset? moment, double quantile)
    {
        _moment = moment;
        _quantile = quantile;
    }

    /// <summary>Users with fewer items before the cut are not asked about. Default 1.</summary>
    public int MinimumHistory { get; init; } = 1;

    /// <summary>Whether items that nobody met before the cut are no targets. Default: they are, and no model that only knows interactions will find them.</summary>
    public bool DropUnseenItems { get; init; }

    /// <summary>What happened at this moment or later is not asked for. Default: everything after the cut is.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <inheritdoc/>
    public string Description =>
        (_moment is { } moment ? $"everything from {moment.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC on" : $"everything from the {100 * _quantile:0.##}% quantile of time on")
        + (Until is { } until ? $" until {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC to test" : " to test")
        + $", users with at least {MinimumHistory} earlier items" + (DropUnseenItems ? ", items seen before only" : "");

    /// <summary>Cuts at a moment: what happened at it or later is to be found.</summary>
    public static GlobalTimeCut At(DateTimeOffset moment) => new(moment, double.NaN);

    /// <summary>Cuts at a quantile of the times of all events that weigh something.</summary>
    /// <param name="quantile">Between 0 and 1; with 0.8 the last fifth of the events is to be found (more or less: equal times stay together).</param>
    /// <exception cref="ArgumentOutOfRangeException">The quantile is not between 0 and 1.</exception>
    public static GlobalTimeCut AtQuantile(double quantile)
    {
        if (!(quantile > 0 && quantile < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(quantile), $"The quantile must lie between 0 and 1; given: {quantile}.");
        }

        return new GlobalTimeCut(null, quantile);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The cut is a quantile and no event has a time.</exception>
    public Split Split(Snapshot snapshot, ulong seed)
    {
        var events = snapshot.Events;
        var cut = (_moment ?? Moments(snapshot, _quantile)[0]).ToUnixTimeMilliseconds();
        var end = Until?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        var train = snapshot.WithEvents(events.Where(e => events.Times[e] < cut));
        var history = train.Interactions;
        var later = snapshot.WithEvents(events.Where(e => events.Times[e] >= cut && events.Times[e] < end)).Interactions;
        var users = UserOfEntries(later);
        var targets = later.Where(entry =>
        {
            var item = later.ByUser.ColumnIndices[entry];
            return history.EntryOf(users[entry], item) < 0 && !(DropUnseenItems && history.ByItem.RowLength(item) == 0);
        });
        return new Split(Description, train, new HeldOut(history, targets, cut, MinimumHistory));
    }

    /// <summary>The moments at quantiles of the times of all events that weigh something.</summary>
    /// <param name="snapshot">The events.</param>
    /// <param name="quantiles">From 0 to below 1.</param>
    /// <exception cref="InvalidDataException">No event has a time.</exception>
    public static IReadOnlyList<DateTimeOffset> Moments(Snapshot snapshot, params ReadOnlySpan<double> quantiles)
    {
        var events = snapshot.Events;
        var rules = events.KindNames.Select(snapshot.Weighting.RuleFor).ToArray();
        var times = new List<long>(events.Count);
        for (var e = 0; e < events.Count; e++)
        {
            if (events.Items[e] >= 0 && events.Times[e] != EventLog.NoTime && rules[events.Kinds[e]].Weigh(events.Values[e], events.Progress[e]) != 0)
            {
                times.Add(events.Times[e]);
            }
        }

        if (times.Count == 0)
        {
            throw new InvalidDataException("None of the events that count has a time; a time cut needs times.");
        }

        times.Sort();
        var moments = new DateTimeOffset[quantiles.Length];
        for (var index = 0; index < moments.Length; index++)
        {
            moments[index] = DateTimeOffset.FromUnixTimeMilliseconds(times[(int)(quantiles[index] * times.Count)]);
        }

        return moments;
    }

    private static int[] UserOfEntries(InteractionMatrix matrix)
    {
        var users = new int[matrix.Count];
        for (var user = 0; user < matrix.Users; user++)
        {
            users.AsSpan(matrix.ByUser.RowOffsets[user]..matrix.ByUser.RowOffsets[user + 1]).Fill(user);
        }

        return users;
    }
}
