using Marquee.Data;

namespace Marquee.Server;

/// <summary><c>/v1/items</c>: what can be watched.</summary>
internal static class ItemRoutes
{
    private const string Tag = "Items";

    private const int MostNamed = 500;

    private static readonly OneItem One = new();
    private static readonly QueryParameter WithoutFeatures = new("withoutFeatures", "boolean", "Leaves out `features`, the vectors of items: most of their length, and nothing that a person reads. Default false.");
    private static readonly QueryParameter[] Page =
    [
        QueryParameter.Limit, QueryParameter.Cursor,
        new("q", "string", "Only items whose ids begin with this, or whose title, people, categories, labels or summary have its words: the first `limit` of them, best first. Not together with `cursor`."),
        new("id", "string", "Only this item; given several times, these, in their order. Those that are not there are left out. At most 500, without `limit`, `cursor` and `q`."),
        WithoutFeatures,
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Get, "/v1/items", Scopes.Read, List)
            .Describe(new(Tag, "Lists items, in the order in which they first appeared.") { Query = Page, Answer = "ItemPage" });
        routes.Map(HttpMethods.Get, "/v1/items/{id}", Scopes.Read, One.Get)
            .Describe(new(Tag, "Reads an item.") { Answer = "Item", Headers = ["If-None-Match"], Statuses = [200, 304] });
        routes.Map(HttpMethods.Put, "/v1/items/{id}", Scopes.Write, One.Put)
            .Describe(new(Tag, "Writes an item, or replaces what is known of it.") { Body = "Item", Answer = "Item", Headers = ["If-Match", "If-None-Match", "Idempotency-Key"], Statuses = [200, 201] });
        routes.Map(HttpMethods.Patch, "/v1/items/{id}", Scopes.Write, One.Patch)
            .Describe(new(Tag, "Changes what is known of an item; what is not named stays, null takes away (RFC 7396).")
            {
                Remarks = "`{\"hidden\": true}` takes an item off every list at once.",
                Body = "ItemPatch",
                BodyType = "application/merge-patch+json",
                Answer = "Item",
                Headers = ["If-Match", "Idempotency-Key"],
            });
        routes.Map(HttpMethods.Delete, "/v1/items/{id}", Scopes.Write, One.Delete)
            .Describe(new(Tag, "Erases an item: what is known of it, all that was done with it, and its id.") { Headers = ["If-Match", "Idempotency-Key"], Statuses = [204] });
    }

    /// <summary>The index of an item that is there.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static int Find(HttpContext context, Caller caller) =>
        caller.Tenant.Engine.Catalogue.IndexOf(OneItem.IdOf(context)) is >= 0 and var index ? index : throw One.Missing();

    private static Task List(HttpContext context, Caller caller)
    {
        var query = QueryValues.Read(context, Page);
        Func<Item, Item> shown = query.Flag(WithoutFeatures.Name) ? item => item with { Features = FeatureMap.Empty } : item => item;
        var named = query.All.Where(pair => pair.Name == "id").Select(pair => pair.Value).ToArray();
        if (named.Length > 0)
        {
            return Listed(context, Named(caller, query, named).Select(shown));
        }

        var limit = query.Whole("limit", 1, 1000) ?? 100;
        if (query.Text("q") is { } text)
        {
            return Listed(context, query.Text("cursor") is null ? caller.Tenant.Insight.ItemsFor(text, limit).Select(shown) : throw QueryValues.Refuse("'q' finds the best alone and has no further pages; leave 'cursor' out.", "cursor"));
        }

        var catalogue = caller.Tenant.Engine.Catalogue;
        var (at, count) = (PageCursor.Read(query, 'i') ?? 0, catalogue.Count);
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            for (var listed = 0; at < count && listed < limit; at++)
            {
                var item = catalogue[at];
                if (!catalogue.IsErased(at))
                {
                    RecordJson.Write(json, shown(item));
                    listed++;
                }
            }

            json.WriteEndArray();
            if (at < count)
            {
                json.WriteString("cursor", PageCursor.Write('i', at));
            }

            json.WriteEndObject();
        });
    }

    private static Task Listed(HttpContext context, IEnumerable<Item> found) => Answering.Json(context, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var one in found)
        {
            RecordJson.Write(json, one);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static IEnumerable<Item> Named(Caller caller, QueryValues query, string[] ids)
    {
        if (ids.Length > MostNamed || query.All.Any(pair => pair.Name != "id" && pair.Name != WithoutFeatures.Name))
        {
            throw QueryValues.Refuse($"'id' may be given up to {MostNamed} times, and then with nothing but '{WithoutFeatures.Name}'.", "id");
        }

        var catalogue = caller.Tenant.Engine.Catalogue;
        return ids.Select(catalogue.IndexOf).Where(index => index >= 0 && !catalogue.IsErased(index)).Select(index => catalogue[index]);
    }
}
