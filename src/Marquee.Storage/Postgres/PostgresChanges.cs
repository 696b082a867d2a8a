using Marquee.Data;

namespace Marquee.Storage;

/// <summary>Records that wait to be written together; no two of the same identity.</summary>
internal sealed class PostgresChanges
{
    private readonly HashSet<string> _seenUsers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seenItems = new(StringComparer.Ordinal);
    private readonly HashSet<(string User, string Item, string Kind, long Time, string? Text)> _keys = [];

    public Dictionary<string, User> Users { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Item> Items { get; } = new(StringComparer.Ordinal);

    public List<Interaction> Interactions { get; } = [];

    /// <summary>Ids in the order in which they first appear, in records and interactions alike.</summary>
    public List<string> UserIds { get; } = [];

    /// <summary>Ids in the order in which they first appear, in records and interactions alike.</summary>
    public List<string> ItemIds { get; } = [];

    public int Count => Users.Count + Items.Count + Interactions.Count;

    /// <returns>Whether there was room for it: not where the same is waiting already.</returns>
    public bool TryAdd(User user)
    {
        if (!Users.TryAdd(user.Id, user))
        {
            return false;
        }

        See(_seenUsers, UserIds, user.Id);
        return true;
    }

    /// <returns>Whether there was room for it: not where the same is waiting already.</returns>
    public bool TryAdd(Item item)
    {
        if (!Items.TryAdd(item.Id, item))
        {
            return false;
        }

        See(_seenItems, ItemIds, item.Id);
        return true;
    }

    /// <returns>Whether there was room for it: not where the same is waiting already.</returns>
    public bool TryAdd(Interaction interaction)
    {
        if (!_keys.Add((interaction.UserId, interaction.ItemId, interaction.Kind, RecordColumns.Time(interaction), interaction.Text)))
        {
            return false;
        }

        Interactions.Add(interaction);
        See(_seenUsers, UserIds, interaction.UserId);
        if (interaction.ItemId.Length > 0)
        {
            See(_seenItems, ItemIds, interaction.ItemId);
        }

        return true;
    }

    public bool MentionsUser(string id) => _seenUsers.Contains(id);

    public bool MentionsItem(string id) => _seenItems.Contains(id);

    public void Clear()
    {
        Users.Clear();
        Items.Clear();
        Interactions.Clear();
        UserIds.Clear();
        ItemIds.Clear();
        _seenUsers.Clear();
        _seenItems.Clear();
        _keys.Clear();
    }

    private static void See(HashSet<string> seen, List<string> ids, string id)
    {
        if (seen.Add(id))
        {
            ids.Add(id);
        }
    }
}
