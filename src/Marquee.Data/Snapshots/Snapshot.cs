namespace Marquee.Data;

/// <summary>
/// A service frozen at one moment: users, items, every event, and the events weighed into one matrix. Immutable; what training, evaluation and
/// serving read. Made by <see cref="SnapshotBuilder"/>.
/// </summary>
public sealed class Snapshot
{
    private readonly Lazy<InteractionMatrix> _interactions;

    internal Snapshot(IdMap userIds, IdMap itemIds, User[] users, Item[] items, EventLog events, InteractionWeighting weighting)
    {
        UserIds = userIds;
        ItemIds = itemIds;
        Users = users;
        Items = items;
        Events = events;
        Weighting = weighting;
        _interactions = new Lazy<InteractionMatrix>(() => InteractionMatrix.Weigh(events, users, items.Length, weighting));
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

    /// <summary>The same users and items with some of the events, for splits.</summary>
    public Snapshot WithEvents(EventLog events) => new(UserIds, ItemIds, (User[])Users, (Item[])Items, events, Weighting);

    /// <summary>The same users, items and events weighed otherwise.</summary>
    public Snapshot WithWeighting(InteractionWeighting weighting) => new(UserIds, ItemIds, (User[])Users, (Item[])Items, Events, weighting);
}
