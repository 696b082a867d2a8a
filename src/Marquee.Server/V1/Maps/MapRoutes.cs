using System.Globalization;
using System.Text.Json;
using Marquee.Content;
using Marquee.Data;

namespace Marquee.Server;

/// <summary><c>/v1/maps</c>: items in the plane, those near each other that are alike. Drawn by a job of type <c>map</c>, or by <c>marquee map</c>.</summary>
internal static class MapRoutes
{
    private const string Tag = "Maps";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Get, "/v1/maps", Scopes.Read, List).Describe(new(Tag, "The maps that were drawn, without their points.") { Answer = "MapPage" });
        routes.Map(HttpMethods.Get, "/v1/maps/{name}", Scopes.Read, Get).Describe(new(Tag, "A map: its points and its clusters.")
        {
            Remarks = "Items that no longer exist are left out; what is told of an item is what is known of it now.",
            Answer = "ItemMap",
        });
        routes.Map(HttpMethods.Delete, "/v1/maps/{name}", Scopes.Admin, Delete).Describe(new(Tag, "Removes a map.") { Statuses = [204] });
    }

    /// <summary>The maps of a tenant.</summary>
    public static ItemMapFolder FolderOf(Tenant tenant) => new(tenant.Workspace.MapsDirectory);

    private static Task List(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var folder = FolderOf(caller.Tenant);
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("maps");
            foreach (var name in folder.Names())
            {
                if (folder.Load(name) is { } map)
                {
                    json.WriteStartObject();
                    WriteHead(json, name, map);
                    json.WriteNumber("items", map.Points.Count);
                    json.WriteStartArray("clusterNames");
                    foreach (var cluster in map.Clusters)
                    {
                        json.WriteStringValue(cluster.Name);
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static Task Get(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var name = PathId.Of(context, 2, "name");
        var map = FolderOf(caller.Tenant).Load(name) ?? throw Missing(caller.Tenant);
        var catalogue = caller.Tenant.Engine.Catalogue;
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            WriteHead(json, name, map);
            json.WriteStartArray("clusters");
            foreach (var cluster in map.Clusters)
            {
                Write(json, cluster);
            }

            json.WriteEndArray();
            json.WriteStartArray("points");
            foreach (var point in map.Points)
            {
                if (catalogue.IndexOf(point.Item) is >= 0 and var item && !catalogue.IsErased(item))
                {
                    Write(json, point, catalogue[item]);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static Task Delete(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        if (!FolderOf(caller.Tenant).Remove(PathId.Of(context, 2, "name")))
        {
            throw Missing(caller.Tenant);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static void WriteHead(Utf8JsonWriter json, string name, ItemMap map)
    {
        json.WriteString("name", name);
        json.WriteString("shows", map.Shows);
        json.WriteString("made", map.Made.UtcDateTime);
        json.WriteString("form", map.Form.ToString().ToLowerInvariant());
        json.WriteNumber("perplexity", map.Perplexity);
        json.WriteNumber("seed", map.Seed);
        json.WriteNumber("divergence", map.Divergence);
        json.WriteNumber("keptNeighbours", map.KeptNeighbours);
        json.WriteNumber("unplaced", map.Unplaced);
    }

    private static void Write(Utf8JsonWriter json, MapCluster cluster)
    {
        json.WriteStartObject();
        json.WriteString("name", cluster.Name);
        json.WriteNumber("items", cluster.Items);
        json.WriteNumber("x", cluster.X);
        json.WriteNumber("y", cluster.Y);
        json.WriteStartArray("tags");
        foreach (var tag in cluster.Tags)
        {
            json.WriteStartObject();
            json.WriteString("tag", tag.Tag);
            json.WriteNumber("items", tag.Items);
            json.WriteNumber("score", tag.Score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MapPoint point, Item item)
    {
        json.WriteStartObject();
        json.WriteString("id", point.Item);
        WriteText("title", item.Title);
        json.WriteNumber("x", point.X);
        json.WriteNumber("y", point.Y);
        json.WriteNumber("cluster", point.Cluster);
        WriteText("kind", item.Kind);
        WriteText("category", First(item.Categories));
        WriteText("country", First(item.Countries));
        WriteText("language", item.Language);
        if ((item.Year ?? item.ReleaseDate?.Year) is { } year)
        {
            json.WriteNumber("year", year);
        }

        json.WriteEndObject();

        void WriteText(string name, string? text)
        {
            if (text is not null)
            {
                json.WriteString(name, text);
            }
        }
    }

    private static string? First(ValueList<string> values) => values.Count > 0 ? values[0] : null;

    private static ProblemException Missing(Tenant tenant)
    {
        var names = FolderOf(tenant).Names();
        return new ProblemException(Problem.NotFound(names.Count == 0
            ? "There is no map yet; a job of type map draws one."
            : string.Create(CultureInfo.InvariantCulture, $"There is no map of this name; there are: {string.Join(", ", names)}.")));
    }
}
