using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>The items of a service in the plane, those near each other that are alike, in named clusters. Immutable.</summary>
public sealed record ItemMap
{
    private const int NeighboursJudged = 10;

    /// <summary>What it shows: a view, or the name of an item feature.</summary>
    public required string Shows { get; init; }

    /// <summary>When it was drawn.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>The items, in the order of the catalogue.</summary>
    public required IReadOnlyList<MapPoint> Points { get; init; }

    /// <summary>The clusters, the largest first.</summary>
    public required IReadOnlyList<MapCluster> Clusters { get; init; }

    /// <summary>Items that are not on it, because nothing is known of them in this respect.</summary>
    public required int Unplaced { get; init; }

    /// <summary>The form by which it was laid out.</summary>
    public required MapForm Form { get; init; }

    /// <summary>Perplexity in use.</summary>
    public required double Perplexity { get; init; }

    /// <summary>Seed in use.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How far its neighbourhoods are from those of the items (Kullback-Leibler divergence, in nats).</summary>
    public required double Divergence { get; init; }

    /// <summary>Share of the ten nearest neighbours of an item that are among its ten nearest on the map.</summary>
    public required double KeptNeighbours { get; init; }

    /// <summary>Draws the items of a snapshot.</summary>
    /// <param name="snapshot">The items, and for the view of the audience who watched them.</param>
    /// <param name="options">What and how.</param>
    /// <param name="made">The moment of drawing, for the record.</param>
    /// <param name="progress">Told after each step of the layout.</param>
    /// <param name="cancellationToken">Stops with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or no item has the feature that was asked for.</exception>
    public static ItemMap Draw(
        Snapshot snapshot, ItemMapOptions options, DateTimeOffset made, IProgress<NeighbourMapProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var (items, vectors) = ItemVectors.Of(snapshot, options, cancellationToken);
        var layout = NeighbourMap.LayOut(vectors, options.Layout, progress, cancellationToken);
        var threads = options.Layout.MaxDegreeOfParallelism;
        var clusters = MapClusters.Find(layout.Positions, options.Clusters, threads);
        return new ItemMap
        {
            Shows = options.Shows,
            Made = made,
            Points = [.. items.Select((item, at) => new MapPoint(snapshot.ItemIds[item], snapshot.Items[item].Title, layout.Positions[at, 0], layout.Positions[at, 1], clusters[at]))],
            Clusters = Named(clusters, layout.Positions, [.. items.Select(item => TagsOf(snapshot.Items[item]))]),
            Unplaced = snapshot.Items.Count - items.Length - Enumerable.Range(0, snapshot.Items.Count).Count(snapshot.ItemIds.IsErased),
            Form = layout.Form,
            Perplexity = options.Layout.Perplexity,
            Seed = options.Layout.Seed,
            Divergence = layout.Divergence,
            KeptNeighbours = MapQuality.KeptNeighbours(vectors, layout.Positions, NeighboursJudged, threads),
        };
    }

    private static MapCluster[] Named(int[] clusters, DenseMatrix positions, IReadOnlyList<IReadOnlyCollection<string>> tags)
    {
        var tagsOf = ClusterNames.TagsOf(clusters, tags);
        var names = ClusterNames.NamesOf(tagsOf);
        return [.. names.Select((name, cluster) =>
        {
            var own = Enumerable.Range(0, clusters.Length).Where(at => clusters[at] == cluster).ToArray();
            return new MapCluster(name, tagsOf[cluster], own.Length, Median(own.Select(at => positions[at, 0])), Median(own.Select(at => positions[at, 1])));
        })];
    }

    private static float Median(IEnumerable<float> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    // Where there are neither labels nor categories, what else tells items apart.
    private static HashSet<string> TagsOf(Item item)
    {
        string[] tags = [.. item.Labels, .. item.Categories];
        return tags.Length > 0 ? tags.ToHashSet(StringComparer.Ordinal) : ItemFacts.Of(item).Where(fact => fact.Relation is "country" or "language" or "decade" or "kind").Select(fact => fact.Entity).ToHashSet(StringComparer.Ordinal);
    }
}
