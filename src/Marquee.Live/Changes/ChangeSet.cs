using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>
/// Changes that are carried out together, in their order: all of them or none. Put together on one thread, then given to <see cref="LiveEngine.Apply"/> once.
/// Each record is checked as it is added, so that a bad one is refused before anything was begun.
/// </summary>
public sealed class ChangeSet
{
    private readonly List<Change> _changes = [];

    /// <summary>Number of changes.</summary>
    public int Count => _changes.Count;

    /// <summary>
    /// Names the request that the changes came with. A second set with the same key changes nothing and gets the receipt of the first, within a day. Null (the default): no two
    /// sets are the same.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What the request said, in short (a hash of its body). A known key with another content is refused, see <see cref="LiveEngine.Apply"/>.</summary>
    public string IdempotencyContent { get; init; } = "";

    internal IReadOnlyList<Change> Changes => _changes;

    /// <summary>Writes a user, or replaces what is known of them.</summary>
    /// <exception cref="ArgumentException">The record breaks a rule; see <see cref="RecordRules"/>.</exception>
    public ChangeSet Put(User user)
    {
        RecordRules.Check(user);
        return With(new Change.PutUser(user));
    }

    /// <summary>Writes an item, or replaces what is known of it.</summary>
    /// <exception cref="ArgumentException">The record breaks a rule; see <see cref="RecordRules"/>.</exception>
    public ChangeSet Put(Item item)
    {
        RecordRules.Check(item);
        return With(new Change.PutItem(item));
    }

    /// <summary>Writes an interaction, and its user and item where they are new.</summary>
    /// <param name="interaction">What was done; without a time it is of the moment at which it is carried out.</param>
    /// <param name="repeat">What becomes of earlier ones of its kind.</param>
    /// <exception cref="ArgumentException">The record breaks a rule; see <see cref="RecordRules"/>.</exception>
    public ChangeSet Put(Interaction interaction, RepeatRule repeat = RepeatRule.EachTime)
    {
        RecordRules.Check(interaction);
        return With(new Change.PutInteraction(interaction, repeat));
    }

    /// <summary>Changes what is known of a user, in view of what is known: nobody else changes it in between.</summary>
    /// <param name="id">The user.</param>
    /// <param name="update">Gets the record (null where there is no such user) and gives the new one, or null to leave everything as it is. Called on the engine's thread; must be quick.</param>
    public ChangeSet UpdateUser(string id, Func<User?, User?> update) => With(new Change.UpdateUser(id, update));

    /// <summary>Changes what is known of an item, in view of what is known: nobody else changes it in between.</summary>
    /// <param name="id">The item.</param>
    /// <param name="update">Gets the record (null where there is no such item) and gives the new one, or null to leave everything as it is. Called on the engine's thread; must be quick.</param>
    public ChangeSet UpdateItem(string id, Func<Item?, Item?> update) => With(new Change.UpdateItem(id, update));

    /// <summary>Erases a user, with all that they did. An unknown one is no exception.</summary>
    public ChangeSet DeleteUser(string id) => With(new Change.DeleteUser(id));

    /// <summary>Erases an item, with all that was done with it. An unknown one is no exception.</summary>
    public ChangeSet DeleteItem(string id) => With(new Change.DeleteItem(id));

    /// <summary>Erases what a user did.</summary>
    /// <param name="userId">The user; an unknown one is no exception.</param>
    /// <param name="itemId">With this item alone; nothing: with any, and with none.</param>
    /// <param name="kind">Of this kind alone; nothing: of any.</param>
    public ChangeSet DeleteInteractions(string userId, string? itemId = null, string? kind = null) => With(new Change.DeleteInteractions(userId, itemId, kind));

    private ChangeSet With(Change change)
    {
        _changes.Add(change);
        return this;
    }
}
