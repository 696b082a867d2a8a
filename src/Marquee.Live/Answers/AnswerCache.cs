using System.Collections.Concurrent;

namespace Marquee.Live;

/// <summary>
/// Lists of one <see cref="ServingView"/> that were made a moment ago, for who asks the same again. A list is only given again as long as everything that it was made from is the same: the view (and with it model and catalogue), the
/// user's history and the request. So none is ever older than what is known; the time of reuse bounds how far the moment of asking may have moved on, for models that count time. Goes with its view.
/// </summary>
internal sealed class AnswerCache(AnswerOptions options)
{
    private readonly ConcurrentDictionary<Key, Entry> _entries = new();
    private int _count;

    /// <summary>A list made from the same things, or none.</summary>
    public IReadOnlyList<AnsweredItem>? Find(UserState? user, ListRequest request, long now) =>
        _entries.TryGetValue(new Key(user?.Index ?? -1, request), out var entry) && entry.UserVersion == Version(user) && now >= entry.Made && now < entry.Until ? entry.Items : null;

    /// <summary>Remembers a list.</summary>
    /// <param name="user">Whose it is.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="now">When.</param>
    /// <param name="availableUntil">When an item comes or goes.</param>
    /// <param name="items">The list.</param>
    public void Add(UserState? user, ListRequest request, long now, long availableUntil, IReadOnlyList<AnsweredItem> items)
    {
        if (options.Reuse <= TimeSpan.Zero)
        {
            return;
        }

        if (Interlocked.Increment(ref _count) > options.RememberedLists)
        {
            _entries.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        _entries[new Key(user?.Index ?? -1, request)] = new Entry(Version(user), now, Math.Min(now + (long)options.Reuse.TotalMilliseconds, availableUntil), items);
    }

    private static long Version(UserState? user) => user?.Version ?? 0;

    private readonly record struct Key(int User, ListRequest Request);

    private sealed record Entry(long UserVersion, long Made, long Until, IReadOnlyList<AnsweredItem> Items);
}
