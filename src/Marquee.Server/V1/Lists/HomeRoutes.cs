using Marquee.Live;

namespace Marquee.Server;

/// <summary><c>GET /v1/users/{id}/home</c> and <c>GET /v1/home</c>: rows of a home page.</summary>
internal static class HomeRoutes
{
    private const string Tag = "Lists";

    private static readonly QueryParameter[] Parameters =
    [
        new("rows", "integer", "Most rows, 1 to 50. Default 8."),
        new("rowLength", "integer", "Most items in a row, 1 to 100. Default 12."),
        new("cursor", "string", "Where the page before ended: its `cursor`."),
        .. ListQuery.ForHome,
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Rows = "continue watching, for you, because you watched, trending, new, hidden gems, categories";
        routes.Map(HttpMethods.Get, "/v1/users/{id}/home", Scopes.Read, (context, caller) => Write(context, caller, caller.Tenant.Engine.FindUser(PathId.Of(context, 2))))
            .Describe(new(Tag, $"A home page for a user: {Rows}. No item comes twice, on this page or the next.") { Query = Parameters, Answer = "HomePage" });
        routes.Map(HttpMethods.Get, "/v1/home", Scopes.Read, (context, caller) => Write(context, caller, null))
            .Describe(new(Tag, "A home page for somebody of whom nothing is known.") { Query = Parameters, Answer = "HomePage" });
    }

    private static Task Write(HttpContext context, Caller caller, UserState? user)
    {
        var query = QueryValues.Read(context, Parameters);
        var page = caller.Tenant.Answers.Home(user, new HomeRequest
        {
            Rows = query.Whole("rows", 1, 50) ?? 8,
            RowLength = query.Whole("rowLength", 1, 100) ?? 12,
            Cursor = query.Text("cursor"),
            Limits = ListQuery.Read(query, "home"),
        });
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("rows");
            foreach (var row in page.Rows)
            {
                json.WriteStartObject();
                json.WriteString("key", row.Key);
                json.WriteString("title", row.Title);
                json.WritePropertyName("list");
                ListJson.Write(json, caller.Tenant, row.List);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (page.Cursor is { } cursor)
            {
                json.WriteString("cursor", cursor);
            }

            json.WriteEndObject();
        });
    }
}
