using Marquee.Data;

namespace Marquee.Live;

/// <summary>One step of a <see cref="ChangeSet"/>.</summary>
internal abstract record Change
{
    internal sealed record PutUser(User User) : Change;

    internal sealed record PutItem(Item Item) : Change;

    internal sealed record PutInteraction(Interaction Interaction, RepeatRule Repeat) : Change;

    internal sealed record UpdateUser(string Id, Func<User?, User?> Update) : Change;

    internal sealed record UpdateItem(string Id, Func<Item?, Item?> Update) : Change;

    internal sealed record DeleteUser(string Id) : Change;

    internal sealed record DeleteItem(string Id) : Change;

    internal sealed record DeleteInteractions(string UserId, string? ItemId, string? Kind) : Change;
}
