using Marquee.Data;

namespace Marquee.Testing;

/// <summary>Keeps everything that a reader gives.</summary>
public sealed class CollectingSink : IDatasetSink
{
    public List<User> Users { get; } = [];

    public List<Item> Items { get; } = [];

    public List<Interaction> Interactions { get; } = [];

    /// <summary>Called with each interaction, before it is kept.</summary>
    public Action<Interaction>? OnInteraction { get; init; }

    public void Add(User user) => Users.Add(user);

    public void Add(Item item) => Items.Add(item);

    public void Add(Interaction interaction)
    {
        OnInteraction?.Invoke(interaction);
        Interactions.Add(interaction);
    }
}
