namespace Marquee.Server;

/// <summary><c>/v1/changes</c>: what people did to the service.</summary>
internal static class ChangeRoutes
{
    private static readonly QueryParameter[] Page = [QueryParameter.Limit, QueryParameter.Cursor];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Map(HttpMethods.Get, "/v1/changes", Scopes.Admin, List).Describe(new("Operations", "What people changed in the service, and with which key, the newest first.")
        {
            Remarks = "Models that were trained, published, served and rolled back, keys made and revoked, persons erased (not who), imports and settings.",
            Query = Page,
            Answer = "ChangePage",
        });

    private static Task List(HttpContext context, Caller caller)
    {
        var query = QueryValues.Read(context, Page);
        var (entries, older) = caller.Tenant.Changes.Page(PageCursor.Read(query, 'c'), query.Whole("limit", 1, 1000) ?? 100);
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("changes");
            foreach (var entry in entries)
            {
                ChangeLog.Write(json, entry);
            }

            json.WriteEndArray();
            if (older > 0)
            {
                json.WriteString("cursor", PageCursor.Write('c', older));
            }

            json.WriteEndObject();
        });
    }
}
