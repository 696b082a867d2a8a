using Marquee.Content;
using Marquee.Data;

namespace Marquee.Cli.Commands;

/// <summary>The items of a snapshot with vectors as their features.</summary>
internal sealed class EmbeddedItems(Snapshot snapshot, IReadOnlyList<ItemEmbedding> embeddings) : IDatasetSource
{
    public void CopyTo(IDatasetSink sink, CancellationToken cancellationToken = default)
    {
        for (var item = 0; item < snapshot.Items.Count; item++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!snapshot.ItemIds.IsErased(item))
            {
                sink.Add(embeddings.Aggregate(snapshot.Items[item], (embedded, embedding) => embedding.AddTo(embedded)));
            }
        }
    }
}
