namespace Marquee.Live;

/// <summary>How many users watched each item in each week. 4 bytes an item and week in which anything was watched.</summary>
/// <param name="first">The first week that is counted.</param>
/// <param name="last">The last one.</param>
internal sealed class WeekCounts(int first, int last)
{
    private readonly int[]?[] _weeks = new int[]?[last - first + 1];

    /// <summary>The newest week with a viewer; null where there is none.</summary>
    public int? Newest
    {
        get
        {
            for (var week = _weeks.Length - 1; week >= 0; week--)
            {
                if (_weeks[week].AsSpan().ContainsAnyExcept(0))
                {
                    return week + first;
                }
            }

            return null;
        }
    }

    /// <summary>Whether a week is counted.</summary>
    public bool Has(int week) => week >= first && week <= last;

    /// <summary>Counts a viewer, or takes one back.</summary>
    /// <param name="week">A week that is counted.</param>
    /// <param name="item">Item index.</param>
    /// <param name="sign">1 or -1.</param>
    public void Add(int week, int item, int sign)
    {
        ref var counts = ref _weeks[week - first];
        if (counts is null || item >= counts.Length)
        {
            Array.Resize(ref counts, Math.Max(item + 1, 2 * (counts?.Length ?? 0)));
        }

        counts[item] += sign;
    }

    /// <summary>How many users watched an item in a week.</summary>
    public int Of(int week, int item) => In(week) is { } counts && item < counts.Length ? counts[item] : 0;

    /// <summary>Number of items that anybody watched in a week, and that more than so many did. O(items).</summary>
    public (int Watched, int Before) Rank(int week, int viewers)
    {
        var (watched, before) = (0, 0);
        foreach (var count in In(week) ?? [])
        {
            watched += count > 0 ? 1 : 0;
            before += count > viewers ? 1 : 0;
        }

        return (watched, before);
    }

    private int[]? In(int week) => Has(week) ? _weeks[week - first] : null;
}
