using System.Collections.Concurrent;

namespace Marquee.Live;

/// <summary>
/// Lists that were made a moment ago, for who asks the same again. A list is only given again as long as everything that it was made from is the same: the user's history, the catalogue, the model and the request. So none is ever
/// older than what is known; <see cref="Reuse"/> bounds how far the moment of asking may have moved on, for models that count time.
/// </summary>
internal sealed class AnswerCache(int capacity, TimeSpan reuse)
{
    private readonly ConcurrentDictionary<Key, Entry> _entries = new();
    private int _count;

    /// <summary>How long a list is given again at most.</summary>
    public TimeSpan Reuse => reuse;

    /// <summary>A list made from the same things, or none.</summary>
    public IReadOnlyList<AnsweredItem>? Find(UserState? user, ListRequest request, ServingView view, long now) =>
        _entries.TryGetValue(new Key(user?.Index ?? -1, request), out var entry) && entry.UserVersion == Version(user) && entry.View == view && now >= entry.Made && now < entry.Until
            ? entry.Items
            : null;

    /// <summary>Remembers a list.</summary>
    public void Add(UserState? user, ListRequest request, ServingView view, long now, IReadOnlyList<AnsweredItem> items)
    {
        if (reuse <= TimeSpan.Zero)
        {
            return;
        }

        if (Interlocked.Increment(ref _count) > capacity)
        {
            _entries.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        // An item that comes or goes in the meantime ends it.
        var until = Math.Min(now + (long)reuse.TotalMilliseconds, view.Catalogue.Rules.Availability.At(now).Until);
        _entries[new Key(user?.Index ?? -1, request)] = new Entry(Version(user), view, now, until, items);
    }

    private static long Version(UserState? user) => user?.Version ?? 0;

    private readonly record struct Key(int User, ListRequest Request);

    private sealed record Entry(long UserVersion, ServingView View, long Made, long Until, IReadOnlyList<AnsweredItem> Items);
}
