namespace Marquee.Data;

/// <summary>All interactions of a snapshot, column by column and index instead of id, in the order in which they were added.</summary>
/// <remarks>Columns are parallel: element <c>e</c> of each describes event <c>e</c>. 32 bytes an event, plus its texts where there are any.</remarks>
public sealed class EventLog
{
    /// <summary>Stands for "no time" in <see cref="Times"/>.</summary>
    public const long NoTime = long.MinValue;

    private readonly int[] _users;
    private readonly int[] _items;
    private readonly short[] _kinds;
    private readonly float[] _values;
    private readonly float[] _progress;
    private readonly long[] _times;
    private readonly int[] _sessions;
    private readonly string?[]? _texts;
    private readonly string[] _kindNames;
    private readonly string[] _sessionNames;

    internal EventLog(
        int[] users, int[] items, short[] kinds, float[] values, float[] progress, long[] times, int[] sessions, string?[]? texts, string[] kindNames,
        string[] sessionNames)
    {
        _users = users;
        _items = items;
        _kinds = kinds;
        _values = values;
        _progress = progress;
        _times = times;
        _sessions = sessions;
        _texts = texts;
        _kindNames = kindNames;
        _sessionNames = sessionNames;
    }

    /// <summary>Number of events.</summary>
    public int Count => _users.Length;

    /// <summary>The words behind <see cref="Kinds"/>.</summary>
    public IReadOnlyList<string> KindNames => _kindNames;

    /// <summary>User of each event.</summary>
    public ReadOnlySpan<int> Users => _users;

    /// <summary>Item of each event; -1 where it names none (a search).</summary>
    public ReadOnlySpan<int> Items => _items;

    /// <summary>Kind of each event, an index into <see cref="KindNames"/>.</summary>
    public ReadOnlySpan<short> Kinds => _kinds;

    /// <summary>Value of each event; NaN where it has none.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Progress of each event, 0 to 1; NaN where it has none.</summary>
    public ReadOnlySpan<float> Progress => _progress;

    /// <summary>Time of each event in milliseconds since 1970 UTC; <see cref="NoTime"/> where it has none.</summary>
    public ReadOnlySpan<long> Times => _times;

    /// <summary>Session of each event, numbered from 0 in order of appearance; -1 where it has none.</summary>
    public ReadOnlySpan<int> Sessions => _sessions;

    /// <summary>The words behind <see cref="Sessions"/>.</summary>
    public IReadOnlyList<string> SessionNames => _sessionNames;

    /// <summary>The words that came with an event, if any.</summary>
    public string? Text(int index) => _texts?[index];

    /// <summary>The events for which <paramref name="keep"/> says so, in the same order. O(events); asked once for each event, in order.</summary>
    public EventLog Where(Func<int, bool> keep)
    {
        var kept = new int[Count];
        var count = 0;
        for (var e = 0; e < kept.Length; e++)
        {
            if (keep(e))
            {
                kept[count++] = e;
            }
        }

        return new EventLog(
            Pick(_users), Pick(_items), Pick(_kinds), Pick(_values), Pick(_progress), Pick(_times), Pick(_sessions),
            _texts is null ? null : Pick(_texts), _kindNames, _sessionNames);

        T[] Pick<T>(T[] column)
        {
            var picked = new T[count];
            for (var at = 0; at < picked.Length; at++)
            {
                picked[at] = column[kept[at]];
            }

            return picked;
        }
    }
}
