using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>
/// All that is known of one user at one moment: the record, what they did, and what a model is told of it. Immutable: what they do next makes another one.
/// </summary>
public sealed class UserState
{
    private readonly UserEvent[] _events;
    private readonly int _count;
    private readonly KindTable _kinds;
    private HistoryWeights? _weights;

    internal UserState(int index, User record, UserEvent[] events, int count, KindTable kinds, long version)
    {
        Index = index;
        Record = record;
        _events = events;
        _count = count;
        _kinds = kinds;
        Version = version;
    }

    /// <summary>The user's index, the same in every snapshot.</summary>
    public int Index { get; }

    /// <summary>What is known of the user.</summary>
    public User Record { get; }

    /// <summary>Version of the store with the last change to this user, or of what was loaded. Two states of one user with the same version are the same.</summary>
    public long Version { get; }

    /// <summary>What the user did, in order of arrival.</summary>
    public ReadOnlySpan<UserEvent> Events => _events.AsSpan(0, _count);

    /// <summary>Every item that the user dealt with in any way but having been shown it, ascending. Nothing for one who opted out.</summary>
    public ReadOnlyMemory<int> Seen => Weights.Seen;

    /// <summary>Items that the user rejected, ascending. Nothing for one who opted out.</summary>
    public ReadOnlyMemory<int> Disliked => Weights.Disliked;

    /// <summary>How far the user came with each item that they watched, when they watched it last. Nothing for one who opted out.</summary>
    public ReadOnlyMemory<WatchProgress> Progress => Weights.Progress;

    /// <summary>Items that the user watched to the end. Nothing for one who opted out.</summary>
    public ReadOnlyMemory<int> Finished => Weights.Finished;

    /// <summary>Whether anything that the user did counts in their favour or against it.</summary>
    public bool HasHistory => Weights.Seen.Length > 0;

    // Made twice where two threads ask at once: the same both times.
    private HistoryWeights Weights => _weights ??= Record.OptedOut ? HistoryWeights.None : HistoryWeights.Of(Events, _kinds);

    /// <summary>What a model is told of the user.</summary>
    /// <param name="now">The moment of asking, in milliseconds since 1970 UTC.</param>
    /// <param name="country">Where the user is now; nothing for what the record says.</param>
    /// <param name="device">What they watch on, where it is known.</param>
    public History History(long now, string? country = null, string? device = null)
    {
        var context = Record.OptedOut
            ? new HistoryContext { Now = now, Country = country, Device = device }
            : new HistoryContext
            {
                Now = now,
                Country = country ?? Record.Attributes["country"],
                Device = device,
                Attributes = Record.Attributes,
                Searches = ValueList.Create<string>(Weights.Searches),
            };
        return Weights.In(context);
    }

    /// <summary>The same user as if what they did after a moment were not known: what was written down for a time to come.</summary>
    /// <param name="time">The moment, in milliseconds since 1970 UTC.</param>
    public UserState Until(long time)
    {
        var kept = 0;
        foreach (ref readonly var one in Events)
        {
            kept += one.Time <= time ? 1 : 0;
        }

        // Of one version, as many events up to a moment are the same events: a number of their own below 0.
        return kept == _count ? this : With(Events.ToArray().Where(one => one.Time <= time).ToArray(), -1 - ((Version << 24) + kept));
    }

    /// <summary>The same user with other events.</summary>
    internal UserState With(UserEvent[] events, long version) => new(Index, Record, events, events.Length, _kinds, version);

    /// <summary>The memory that the events lie in, for the one thread that adds to them: it only ever writes behind the end of those that readers know.</summary>
    internal UserEvent[] EventMemory => _events;
}
