using Marquee.Content;
using Marquee.Data;

namespace Marquee.Cli.Commands;

/// <summary>The items of a snapshot with vectors as their features.</summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="embed">Gives an item, and its index, its vectors.</param>
internal sealed class EmbeddedItems(Snapshot snapshot, Func<Item, int, Item> embed) : IDatasetSource
{
    public EmbeddedItems(Snapshot snapshot, params IReadOnlyList<ItemEmbedding> embeddings)
        : this(snapshot, (item, _) => embeddings.Aggregate(item, (embedded, embedding) => embedding.AddTo(embedded)))
    {
    }

    public void CopyTo(IDatasetSink sink, CancellationToken cancellationToken = default)
    {
        for (var item = 0; item < snapshot.Items.Count; item++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!snapshot.ItemIds.IsErased(item))
            {
                sink.Add(embed(snapshot.Items[item], item));
            }
        }
    }
}
