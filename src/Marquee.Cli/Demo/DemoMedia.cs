using Marquee.Content;
using Marquee.Data;
using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Cli.Demo;

/// <summary>What the titles of the demo service look, sound and read like, and how much each of these counts: the features <c>poster</c>, <c>invented-sound</c>, <c>text</c> and <c>fused</c>.</summary>
internal sealed class DemoMedia
{
    private const string Fused = "fused";
    private const int FewestItems = 10;

    private readonly IReadOnlyList<ItemEmbedding> _embeddings;
    private readonly ItemModalities _modalities;
    private readonly DenseMatrix _vectors;
    private readonly DenseMatrix _weights;
    private readonly Dictionary<int, int> _rows;

    private DemoMedia(Snapshot snapshot, IReadOnlyList<ItemEmbedding> embeddings, ulong seed, CancellationToken cancellation)
    {
        _embeddings = embeddings;
        Item[] items = [.. snapshot.Items.Select(Embedded)];
        _modalities = ItemModalities.Of(items, [.. embeddings.Select(embedding => embedding.Name)]);
        var labels = ItemLabels.Of([.. _modalities.Items.Select(item => items[item])], item => item.Categories, FewestItems);
        var model = ItemFusion.Train(_modalities.Examples, labels.Sets, new ItemFusionOptions { Seed = seed }, null, cancellation);
        (_vectors, _weights) = (model.Encode(_modalities.Examples), model.Weights(_modalities.Examples));
        _rows = _modalities.Items.Index().ToDictionary(item => item.Item, item => item.Index);
    }

    /// <summary>How many summaries were read.</summary>
    public int Summaries => _embeddings[^1].KnownCount;

    /// <summary>How many posters were looked at, and as many themes listened to.</summary>
    public int Titles => _embeddings[0].Items.Count;

    /// <summary>Looks, listens and reads at once, then learns what counts.</summary>
    /// <param name="snapshot">The items of the workspace.</param>
    /// <param name="catalogue">The catalogue of the demo service.</param>
    /// <param name="seed">Seed of all chance.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static DemoMedia Learn(Snapshot snapshot, IReadOnlyList<Item> catalogue, ulong seed, CancellationToken cancellation)
    {
        // Words are learned on one thread, so that there is room beside them.
        Func<ItemEmbedding>[] all =
        [
            () => DemoPosters.Embed(catalogue, cancellation),
            () => DemoThemes.Embed(catalogue, cancellation),
            () => Commands.DemoTexts.Embed(snapshot, seed, cancellation),
        ];
        var embeddings = new ItemEmbedding[all.Length];
        Parallel.For(0, all.Length, new ParallelOptions { CancellationToken = cancellation }, one => embeddings[one] = all[one]());
        return new DemoMedia(snapshot, embeddings, seed, cancellation);
    }

    /// <summary>An item with all of it.</summary>
    /// <param name="item">The item.</param>
    /// <param name="index">Its index in the snapshot.</param>
    public Item AddTo(Item item, int index) =>
        Commands.MediaFuseCommand.Put(Embedded(item), Fused, _rows.TryGetValue(index, out var row) ? row : -1, _modalities.Examples, _vectors, _weights);

    private Item Embedded(Item item) => _embeddings.Aggregate(item, (embedded, embedding) => embedding.AddTo(embedded));
}
