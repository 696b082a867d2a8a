using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Forbids items that cannot be shown at the moment of asking, <see cref="HistoryContext.Now"/>. Where no moment is given it forbids nothing.</summary>
/// <remarks>
/// O(items / 64) as long as no item came or went since it was asked last, else O(items with limits). What it answered last is all that it remembers, and that changes no answer.
/// </remarks>
public sealed class AvailabilityRule : ICandidateRule
{
    private readonly Limits[] _limited;
    private volatile Availability? _latest;

    /// <summary>Notes which items have limits.</summary>
    /// <param name="items">The catalogue by item index.</param>
    public AvailabilityRule(IReadOnlyList<Item> items)
        : this(LimitsOf(items, Enumerable.Range(0, items.Count)))
    {
    }

    private AvailabilityRule(Limits[] limited) => _limited = limited;

    /// <summary>The rule of a changed catalogue. O(items with limits + changed).</summary>
    /// <param name="items">The catalogue now: as long as before, or longer.</param>
    /// <param name="changed">The items that are new or other than before.</param>
    public AvailabilityRule With(IReadOnlyList<Item> items, IReadOnlyCollection<int> changed)
    {
        var other = changed.ToHashSet();
        var limited = new List<Limits>(_limited.Length + other.Count);
        foreach (var limits in _limited)
        {
            if (!other.Contains(limits.Item))
            {
                limited.Add(limits);
            }
        }

        limited.AddRange(LimitsOf(items, other));
        return new AvailabilityRule([.. limited]);
    }

    /// <summary>What cannot be shown at a moment, and how long that stays so.</summary>
    /// <param name="now">The moment, in milliseconds since 1970 UTC.</param>
    public Availability At(long now)
    {
        var latest = _latest;
        if (latest is null || now < latest.From || now >= latest.Until)
        {
            _latest = latest = Find(now);
        }

        return latest;
    }

    /// <inheritdoc/>
    public void Apply(in History history, CandidateSet candidates)
    {
        if (history.Context.Now is { } now)
        {
            candidates.Remove(At(now).Unavailable);
        }
    }

    private static Limits[] LimitsOf(IReadOnlyList<Item> items, IEnumerable<int> looked) =>
        [.. looked
            .Where(item => items[item].AvailableFrom is not null || items[item].AvailableUntil is not null)
            .Select(item => new Limits(
                item,
                items[item].AvailableFrom?.ToUnixTimeMilliseconds() ?? long.MinValue,
                items[item].AvailableUntil?.ToUnixTimeMilliseconds() ?? long.MaxValue))];

    private Availability Find(long now)
    {
        var (from, until) = (long.MinValue, long.MaxValue);
        var unavailable = new List<int>();
        foreach (var limits in _limited)
        {
            Narrow(limits.From);
            Narrow(limits.Until);
            if (now < limits.From || now >= limits.Until)
            {
                unavailable.Add(limits.Item);
            }
        }

        return new Availability(new ItemMask(unavailable), from, until);

        void Narrow(long change)
        {
            if (change <= now)
            {
                from = Math.Max(from, change);
            }
            else
            {
                until = Math.Min(until, change);
            }
        }
    }

    private readonly record struct Limits(int Item, long From, long Until);
}
