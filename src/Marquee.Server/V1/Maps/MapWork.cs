using System.Text.Json.Nodes;
using Marquee.Content;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>Draws a map of the items as they are known now and keeps it under a name: the work of a job.</summary>
/// <param name="tenant">Whose items.</param>
/// <param name="name">What the map is called; one of that name is replaced.</param>
/// <param name="options">What it shows, and how.</param>
internal sealed class MapWork(Tenant tenant, string name, ItemMapOptions options) : IJobWork
{
    /// <inheritdoc/>
    public string Type => "map";

    /// <inheritdoc/>
    public string Title => $"Map '{name}' of the items by {options.Shows}";

    /// <inheritdoc/>
    public JsonObject Request { get; } = JobJson.Clean(new JsonObject
    {
        ["type"] = "map",
        ["name"] = name,
        ["view"] = options.Feature is null ? options.Shows : null,
        ["feature"] = options.Feature,
        ["weights"] = options is { Feature: null, View: SimilarView.Blend }
            ? new JsonObject { ["theme"] = options.Weights.Theme, ["audience"] = options.Weights.Audience, ["graph"] = options.Weights.Graph, ["text"] = options.Weights.Text }
            : null,
        ["perplexity"] = options.Layout.Perplexity,
        ["clusters"] = options.Clusters,
        ["seed"] = options.Layout.Seed,
    });

    /// <inheritdoc/>
    public JsonObject Run(JobMeter meter, CancellationToken cancellationToken)
    {
        var began = tenant.Time.GetTimestamp();
        meter.Plan(new JobPart("read", "reading the data", 0.05), new JobPart("map", "laying out the items"));
        var snapshot = tenant.Engine.Reload(cancellationToken).GetAwaiter().GetResult();
        meter.Next();
        var map = ItemMap.Draw(snapshot, options, tenant.Time.GetUtcNow(), new Steps(meter), cancellationToken);
        MapRoutes.FolderOf(tenant).Save(name, map);
        return new JsonObject
        {
            ["name"] = name,
            ["items"] = map.Points.Count,
            ["clusters"] = map.Clusters.Count,
            ["unplaced"] = map.Unplaced,
            ["divergence"] = map.Divergence,
            ["keptNeighbours"] = map.KeptNeighbours,
            ["seconds"] = tenant.Time.GetElapsedTime(began).TotalSeconds,
        };
    }

    private sealed class Steps(JobMeter meter) : IProgress<NeighbourMapProgress>
    {
        public void Report(NeighbourMapProgress value) => meter.Step(value.Iteration, value.Iterations, value.Divergence);
    }
}
