namespace Marquee.Data;

/// <summary>
/// A service frozen at one moment: users, items, every event, and the events weighed into one matrix. Immutable; what training, evaluation and
/// serving read. Made by <see cref="SnapshotBuilder"/>.
/// </summary>
public sealed class Snapshot
{
    private static readonly string[] NoSearches = [];

    private readonly Lazy<InteractionMatrix> _interactions;
    private readonly Lazy<InteractionMatrix> _dislikes;
    private readonly Lazy<Dictionary<int, string[]>> _searches;

    internal Snapshot(IdMap userIds, IdMap itemIds, User[] users, Item[] items, EventLog events, InteractionWeighting weighting)
    {
        UserIds = userIds;
        ItemIds = itemIds;
        Users = users;
        Items = items;
        Events = events;
        Weighting = weighting;
        _interactions = new Lazy<InteractionMatrix>(() => InteractionMatrix.Weigh(events, users, items.Length, weighting));
        _dislikes = new Lazy<InteractionMatrix>(() => InteractionMatrix.Weigh(MayBeNegative(events, weighting) ? events : events.Where(_ => false), users, items.Length, weighting, sign: -1));
        _searches = new Lazy<Dictionary<int, string[]>>(CollectSearches);
    }

    /// <summary>User ids by index.</summary>
    public IdMap UserIds { get; }

    /// <summary>Item ids by index.</summary>
    public IdMap ItemIds { get; }

    /// <summary>Users by index. One that only appears in an interaction has nothing but its id.</summary>
    public IReadOnlyList<User> Users { get; }

    /// <summary>Items by index. One that only appears in an interaction has nothing but its id.</summary>
    public IReadOnlyList<Item> Items { get; }

    /// <summary>Every event, unweighed.</summary>
    public EventLog Events { get; }

    /// <summary>How <see cref="Events"/> became <see cref="Interactions"/>.</summary>
    public InteractionWeighting Weighting { get; }

    /// <summary>The events weighed, <c>users x items</c>; users who opted out have no entries. Made when first asked for.</summary>
    public InteractionMatrix Interactions => _interactions.Value;

    /// <summary>
    /// What users rejected, <c>users x items</c>: the pairs whose weights add up to less than nothing, each with the size of its sum (1 where the weighting is binary). No pair
    /// is in both this and <see cref="Interactions"/>. Made when first asked for.
    /// </summary>
    public InteractionMatrix Dislikes => _dislikes.Value;

    /// <summary>All that a model is told of a user: what they met, what they rejected, what they searched for and what is known of them.</summary>
    /// <param name="user">User index.</param>
    /// <param name="now">The moment of asking, in milliseconds since 1970 UTC, where it is known.</param>
    /// <param name="interactions">What they met, where it is not what <see cref="Interactions"/> says.</param>
    public History HistoryOf(int user, long? now = null, InteractionMatrix? interactions = null)
    {
        var history = (interactions ?? Interactions).HistoryOf(user, ContextOf(user, now));
        var rejected = Dislikes.ByUser;
        return rejected.RowLength(user) == 0 ? history : history.Disliking(rejected.RowIndicesMemory(user), rejected.RowValuesMemory(user));
    }

    /// <summary>What is known of a user apart from what they met: attributes, country and searches; nothing of one who opted out.</summary>
    /// <param name="user">User index.</param>
    /// <param name="now">The moment of asking, in milliseconds since 1970 UTC, where it is known.</param>
    public HistoryContext ContextOf(int user, long? now = null)
    {
        var known = Users[user];
        return known.OptedOut ? new HistoryContext { Now = now } : new HistoryContext
        {
            Now = now,
            Country = known.Attributes["country"],
            Attributes = known.Attributes,
            Searches = ValueList.Create<string>(_searches.Value.GetValueOrDefault(user, NoSearches)),
        };
    }

    /// <summary>The same users and items with some of the events, for splits.</summary>
    public Snapshot WithEvents(EventLog events) => new(UserIds, ItemIds, (User[])Users, (Item[])Items, events, Weighting);

    /// <summary>The same users and events with what is known of the items replaced, such as by features computed of them.</summary>
    /// <param name="items">The items by index, under the same ids in the same order.</param>
    /// <exception cref="ArgumentException">There are more or fewer items, or an id differs.</exception>
    public Snapshot WithItems(IReadOnlyList<Item> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count != Items.Count)
        {
            throw new ArgumentException($"The snapshot has {Items.Count} items; {items.Count} were given.", nameof(items));
        }

        for (var index = 0; index < items.Count; index++)
        {
            if (items[index].Id != Items[index].Id)
            {
                throw new ArgumentException($"Item {index} of the snapshot is '{Items[index].Id}'; '{items[index].Id}' was given.", nameof(items));
            }
        }

        return new(UserIds, ItemIds, (User[])Users, [.. items], Events, Weighting);
    }

    /// <summary>The same users, items and events weighed otherwise.</summary>
    public Snapshot WithWeighting(InteractionWeighting weighting) => new(UserIds, ItemIds, (User[])Users, (Item[])Items, Events, weighting);

    // Most data hold nothing negative, and then the events need not be looked at.
    private static bool MayBeNegative(EventLog events, InteractionWeighting weighting) =>
        events.KindNames.Select(weighting.RuleFor).Any(rule => rule.Weight < 0 || rule.Scale == WeightScale.Value);

    private Dictionary<int, string[]> CollectSearches()
    {
        var search = Events.KindNames.ToList().IndexOf(InteractionKinds.Search);
        var found = new List<(int User, long Time, string Text)>();
        for (var e = 0; search >= 0 && e < Events.Count; e++)
        {
            if (Events.Kinds[e] == search && Events.Text(e) is { } text)
            {
                found.Add((Events.Users[e], Events.Times[e], text));
            }
        }

        return found.GroupBy(one => one.User).ToDictionary(group => group.Key, group => group.OrderBy(one => one.Time).Select(one => one.Text).ToArray());
    }
}
