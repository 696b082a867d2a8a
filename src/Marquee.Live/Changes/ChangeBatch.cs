using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>
/// Change sets on their way: each is written into the open batch of a store, and into drafts of the users and items that it touches. When the batch is on the disk the drafts become
/// what everybody sees; when it is not they are forgotten.
/// </summary>
internal sealed class ChangeBatch(LiveData data, IStoreWriter writer, KindTable kinds, long now)
{
    /// <summary>The index of an item that is not there: no event has it.</summary>
    private const int NoItem = -2;

    private readonly Dictionary<string, UserDraft?> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
    private readonly List<UserDraft> _touched = [];
    private readonly Dictionary<int, Item> _changedItems = [];
    private readonly List<int> _erasedItems = [];
    private readonly List<string> _goneUsers = [];
    private readonly List<string> _goneItems = [];

    /// <summary>Interactions that are new in this batch, for whoever counts them.</summary>
    public List<(UserDraft User, UserEvent Event)> NewEvents { get; } = [];

    /// <summary>Interactions that are gone with this batch.</summary>
    public List<(string? Country, UserEvent Event)> GoneEvents { get; } = [];

    /// <summary>Whether users were erased.</summary>
    public bool ErasesUsers => _goneUsers.Count > 0;

    /// <summary>Whether a set is being written: what goes wrong then cannot be taken back from the others in the batch.</summary>
    public bool IsWriting { get; private set; }

    /// <summary>Carries out one set.</summary>
    /// <returns>The receipt; its version is known when the batch is committed.</returns>
    /// <exception cref="IdempotencyException">The key belongs to another request.</exception>
    /// <exception cref="StoreException">The store could not; the batch is lost.</exception>
    public ChangeReceipt Carry(ChangeSet set)
    {
        if (set.IdempotencyKey is { } key && writer.Recall(key) is { } answer)
        {
            return RememberedReceipt.Read(answer, key, set.IdempotencyContent);
        }

        var changes = Resolve(set.Changes);
        IsWriting = true;
        var count = default(Counts);
        foreach (var change in changes)
        {
            switch (change)
            {
                case Change.PutUser put:
                    count.Add(Find(put.User.Id)?.Record, put.User);
                    writer.Add(put.User);
                    Draft(put.User.Id).Record = put.User;
                    break;
                case Change.PutItem put:
                    count.Add(FindItem(put.Item.Id), put.Item);
                    writer.Add(put.Item);
                    _changedItems[Item(put.Item.Id)] = put.Item;
                    break;
                case Change.PutInteraction put:
                    Put(put.Interaction, put.Repeat, ref count);
                    break;
                case Change.DeleteUser delete:
                    count.Deleted += DeleteUser(delete.Id) ? 1 : 0;
                    break;
                case Change.DeleteItem delete:
                    count.Deleted += DeleteItem(delete.Id) ? 1 : 0;
                    break;
                case Change.DeleteInteractions delete:
                    count.Deleted += Find(delete.UserId) is { } user
                        ? Delete(user, one => (delete.ItemId is null || one.Item >= 0 && ItemId(one.Item) == delete.ItemId) && (delete.Kind is null || kinds[one.Kind] == delete.Kind))
                        : 0;
                    break;
                default:
                    throw new InvalidOperationException($"There is no way to carry out a {change.GetType().Name}.");
            }
        }

        var receipt = new ChangeReceipt(0, count.New, count.Updated, count.Unchanged, count.Deleted);
        if (set.IdempotencyKey is { } fresh)
        {
            writer.Remember(fresh, RememberedReceipt.Write(receipt, set.IdempotencyContent), DateTimeOffset.FromUnixTimeMilliseconds(now));
        }

        IsWriting = false;
        return receipt;
    }

    /// <summary>Shows everybody what was committed.</summary>
    /// <param name="version">Version of the store that has it.</param>
    public void Publish(long version)
    {
        data.EraseItems(_erasedItems, version);

        // Items first: whoever reads a user and then the catalogue finds every item of the user's there.
        foreach (var id in _goneItems)
        {
            data.ItemIds.Remove(id, version);
        }

        data.Set(_changedItems, version);
        foreach (var (id, index) in _items)
        {
            if (index >= 0 && data.ItemIds.Find(id) != index)
            {
                data.ItemIds.Add(id, index, version);
            }
        }

        foreach (var id in _goneUsers)
        {
            data.UserIds.Remove(id, version);
        }

        foreach (var user in _touched)
        {
            data.Set(user.Freeze(kinds, version));
            if (!user.Erased && data.UserIds.Find(user.Record.Id) != user.Index)
            {
                data.UserIds.Add(user.Record.Id, user.Index, version);
            }
        }
    }

    /// <summary>Runs the updates of a set before anything of it is written, so that one that fails leaves nothing half-done.</summary>
    private List<Change> Resolve(IReadOnlyList<Change> changes)
    {
        var resolved = new List<Change>(changes.Count);
        Dictionary<string, User?>? users = null;
        Dictionary<string, Item?>? items = null;
        HashSet<string>? newKinds = null;
        foreach (var change in changes)
        {
            if (change is Change.PutInteraction { Interaction.Kind: var kind } && kinds.Find(kind) < 0 && (newKinds ??= []).Add(kind) && kinds.Count + newKinds.Count > KindTable.Most)
            {
                throw new ArgumentException($"The kind '{kind}' would be one more than the {KindTable.Most} kinds of interaction that a service may have; use one of those there are.");
            }

            switch (change)
            {
                case Change.UpdateUser update:
                    if (update.Update((users ??= []).TryGetValue(update.Id, out var user) ? user : Find(update.Id)?.Record) is { } newUser)
                    {
                        RecordRules.Check(newUser);
                        users[update.Id] = newUser;
                        resolved.Add(new Change.PutUser(newUser));
                    }

                    continue;
                case Change.UpdateItem update:
                    if (update.Update((items ??= []).TryGetValue(update.Id, out var item) ? item : FindItem(update.Id)) is { } newItem)
                    {
                        RecordRules.Check(newItem);
                        items[update.Id] = newItem;
                        resolved.Add(new Change.PutItem(newItem));
                    }

                    continue;
                case Change.PutUser put:
                    (users ??= [])[put.User.Id] = put.User;
                    break;
                case Change.PutItem put:
                    (items ??= [])[put.Item.Id] = put.Item;
                    break;
                case Change.DeleteUser delete:
                    (users ??= [])[delete.Id] = null;
                    break;
                case Change.DeleteItem delete:
                    (items ??= [])[delete.Id] = null;
                    break;
            }

            resolved.Add(change);
        }

        return resolved;
    }

    private void Put(Interaction interaction, RepeatRule repeat, ref Counts count)
    {
        interaction = interaction.Time is null ? interaction with { Time = Moment(interaction) } : interaction;
        if (repeat != RepeatRule.EachTime && Find(interaction.UserId) is { } known)
        {
            var item = interaction.ItemId.Length == 0 ? -1 : FindItemIndex(interaction.ItemId) is >= 0 and var index ? index : NoItem;
            var kind = kinds.Find(interaction.Kind);
            if (repeat == RepeatRule.KeepFirst && known.Any(one => one.Item == item && one.Kind == kind))
            {
                count.Unchanged++;
                return;
            }

            count.Deleted += Delete(known, one => one.Item == item && one.Kind == kind && !IsSame(one, interaction));
        }

        writer.Add(interaction);
        var user = Draft(interaction.UserId);
        var added = new UserEvent(
            interaction.ItemId.Length == 0 ? -1 : Item(interaction.ItemId),
            kinds.IndexOf(interaction.Kind),
            interaction.Value ?? float.NaN,
            interaction.Progress ?? float.NaN,
            interaction.Time!.Value.ToUnixTimeMilliseconds(),
            interaction.Text,
            interaction.Session);
        if (user.Put(added) is not { } replaced)
        {
            NewEvents.Add((user, added));
            count.New++;
        }
        else if (replaced == added)
        {
            count.Unchanged++;
        }
        else
        {
            count.Updated++;
        }
    }

    /// <summary>The time of an interaction that comes without one: now, or the first millisecond after in which the user did not do the same, so that twice within a millisecond is twice.</summary>
    private DateTimeOffset Moment(Interaction interaction)
    {
        var time = now;
        if (Find(interaction.UserId) is { } user)
        {
            var item = interaction.ItemId.Length == 0 ? -1 : FindItemIndex(interaction.ItemId) is >= 0 and var index ? index : NoItem;
            var kind = kinds.Find(interaction.Kind);
            var taken = user.All(one => one.Item == item && one.Kind == kind && one.Time >= now).Select(one => one.Time).ToHashSet();
            while (taken.Contains(time))
            {
                time++;
            }
        }

        return DateTimeOffset.FromUnixTimeMilliseconds(time);
    }

    private static bool IsSame(in UserEvent one, Interaction interaction) =>
        one.Time == interaction.Time!.Value.ToUnixTimeMilliseconds() && one.Text == interaction.Text;

    private int Delete(UserDraft user, Func<UserEvent, bool> which)
    {
        var doomed = user.All(which);
        if (doomed.Count > 0)
        {
            Touch(user);
        }

        foreach (var one in doomed)
        {
            writer.Delete(new Interaction
            {
                UserId = user.Record.Id,
                ItemId = one.Item < 0 ? "" : ItemId(one.Item),
                Kind = kinds[one.Kind],
                Time = one.Time == EventLog.NoTime ? null : DateTimeOffset.FromUnixTimeMilliseconds(one.Time),
                Text = one.Text,
            });
        }

        user.Remove(doomed);
        Gone(user, doomed);
        return doomed.Count;
    }

    private bool DeleteUser(string id)
    {
        if (!writer.DeleteUser(id))
        {
            return false;
        }

        if (Find(id) is { } user)
        {
            Touch(user);
            Gone(user, user.All(_ => true));
            user.Erase();
        }

        _users[id] = null;
        _goneUsers.Add(id);
        return true;
    }

    private bool DeleteItem(string id)
    {
        var index = FindItemIndex(id);
        if (!writer.DeleteItem(id))
        {
            return false;
        }

        _items[id] = -1;
        _goneItems.Add(id);
        if (index >= 0)
        {
            _changedItems[index] = new Item { Id = IdMap.Erased(index), Hidden = true };
            _erasedItems.Add(index);
            foreach (var user in _users.Values)
            {
                user?.Remove(user.All(one => one.Item == index));
            }
        }

        return true;
    }

    /// <summary>A user as this batch knows them; none where there is none.</summary>
    private UserDraft? Find(string id)
    {
        if (!_users.TryGetValue(id, out var draft) && data.UserIds.Find(id) is >= 0 and var index)
        {
            draft = new UserDraft(data.User(index));
            draft.Remove(draft.All(one => _erasedItems.Contains(one.Item)));
            _users.Add(id, draft);
        }

        return draft;
    }

    /// <summary>A user that the writer has just written.</summary>
    private UserDraft Draft(string id)
    {
        if (Find(id) is not { } draft)
        {
            draft = new UserDraft(writer.UserIndex(id), new User { Id = id });
            _users[id] = draft;
        }

        Touch(draft);
        return draft;
    }

    private void Gone(UserDraft user, List<UserEvent> events)
    {
        if (!user.Record.OptedOut)
        {
            GoneEvents.AddRange(events.Select(one => (user.Record.Attributes["country"], one)));
        }
    }

    private void Touch(UserDraft draft)
    {
        if (!draft.Touched)
        {
            draft.Touched = true;
            _touched.Add(draft);
        }
    }

    private int FindItemIndex(string id) => _items.TryGetValue(id, out var index) ? index : data.ItemIds.Find(id);

    private Item? FindItem(string id) =>
        FindItemIndex(id) is >= 0 and var index ? _changedItems.TryGetValue(index, out var changed) ? changed : data.Catalogue[index] : null;

    /// <summary>The index of an item that the writer has just written or mentioned.</summary>
    private int Item(string id)
    {
        if (FindItemIndex(id) is >= 0 and var known)
        {
            return known;
        }

        var index = writer.ItemIndex(id);
        _items[id] = index;
        _changedItems.TryAdd(index, new Item { Id = id });
        return index;
    }

    private string ItemId(int index) => _changedItems.TryGetValue(index, out var changed) ? changed.Id : data.Catalogue[index].Id;

    /// <summary>What became of the records of a set.</summary>
    private struct Counts
    {
        public int New;
        public int Updated;
        public int Unchanged;
        public int Deleted;

        public void Add<T>(T? before, T after)
            where T : class
        {
            if (before is null)
            {
                New++;
            }
            else if (before.Equals(after))
            {
                Unchanged++;
            }
            else
            {
                Updated++;
            }
        }
    }
}
