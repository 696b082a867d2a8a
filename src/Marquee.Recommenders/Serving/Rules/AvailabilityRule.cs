using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Forbids items that cannot be shown at the moment of asking, <see cref="HistoryContext.Now"/>. Where no moment is given it forbids nothing.</summary>
public sealed class AvailabilityRule : ICandidateRule
{
    private readonly (int Item, long From, long Until)[] _limited;

    /// <summary>Notes which items have limits.</summary>
    /// <param name="items">The catalogue by item index.</param>
    public AvailabilityRule(IReadOnlyList<Item> items) =>
        _limited = [.. Enumerable.Range(0, items.Count)
            .Where(item => items[item].AvailableFrom is not null || items[item].AvailableUntil is not null)
            .Select(item => (
                item,
                items[item].AvailableFrom?.ToUnixTimeMilliseconds() ?? long.MinValue,
                items[item].AvailableUntil?.ToUnixTimeMilliseconds() ?? long.MaxValue))];

    /// <inheritdoc/>
    public void Apply(in History history, CandidateSet candidates)
    {
        if (history.Context.Now is { } now)
        {
            foreach (var (item, from, until) in _limited)
            {
                if (now < from || now >= until)
                {
                    candidates.Remove(item);
                }
            }
        }
    }
}
