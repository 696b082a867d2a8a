using System.Text.Json;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>Lists: for a user, for a visitor, of items alike, of what is popular, found by words.</summary>
internal static class ListRoutes
{
    private const string Tag = "Lists";
    private const int IdSegment = 2;

    private static readonly QueryParameter User = new("user", "string", "Who asks: what they have seen is left out. Default: nobody in particular.");
    private static readonly QueryParameter[] ForSession = [new("items", "string", "Ids of the items of this visit, earliest first, with commas between."), .. ListQuery.ForList];
    private static readonly QueryParameter[] ForAnybody = [User, .. ListQuery.ForList];
    private static readonly QueryParameter[] ForSearch = [new("q", "string", "The words; the last may be the beginning of one. Required."), User, .. ListQuery.ForList];
    private static readonly QueryParameter[] ForUsers = [new("n", "integer", "How many users, 1 to 1000. Default 10.")];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Get, "/v1/users/{id}/recommendations", Scopes.Read, ForUser).Describe(new(Tag, "The best items for a user, from all that is known at this moment.")
        {
            Remarks = "A user who is not known gets what suits anybody. Every list is noted with its id, model and propensities, so that it can be evaluated later.",
            Query = ListQuery.ForList,
            Answer = "ItemList",
        });
        routes.Map(HttpMethods.Get, "/v1/recommendations", Scopes.Read, ForVisitor)
            .Describe(new(Tag, "The best items for somebody of whom nothing is known but the items of this visit.") { Query = ForSession, Answer = "ItemList" });
        routes.Map(HttpMethods.Post, "/v1/rank", Scopes.Read, Rank)
            .Describe(new(Tag, "Puts given items in order for a user, best first; those that are unknown or cannot be shown are left out.") { Query = ListQuery.ForList, Body = "RankRequest", Answer = "ItemList" });
        routes.Map(HttpMethods.Get, "/v1/items/{id}/similar", Scopes.Read, Similar)
            .Describe(new(Tag, "The items most like one.") { Query = ForAnybody, Answer = "ItemList" });
        routes.Map(HttpMethods.Get, "/v1/users/{id}/similar", Scopes.Read, SimilarUsers)
            .Describe(new(Tag, "The users most like one, by what they did.") { Query = ForUsers, Answer = "UserScores" });
        routes.Map(HttpMethods.Get, "/v1/popular", Scopes.Read, (context, caller) => Common(context, caller, "popular", caller.Tenant.Answers.Popular))
            .Describe(new(Tag, "What is watched most these days.") { Query = ForAnybody, Answer = "ItemList" });
        routes.Map(HttpMethods.Get, "/v1/trending", Scopes.Read, (context, caller) => Common(context, caller, "trending", caller.Tenant.Answers.Trending))
            .Describe(new(Tag, "What is watched more than usual.") { Query = ForAnybody, Answer = "ItemList" });
        routes.Map(HttpMethods.Get, "/v1/latest", Scopes.Read, (context, caller) => Common(context, caller, "latest", caller.Tenant.Answers.Latest))
            .Describe(new(Tag, "What is new.") { Query = ForAnybody, Answer = "ItemList" });
        routes.Map(HttpMethods.Get, "/v1/search", Scopes.Read, Search)
            .Describe(new(Tag, "Items by words of their title, people, categories, labels and summary, those first that the user would like.") { Query = ForSearch, Answer = "ItemList" });
    }

    private static Task ForUser(HttpContext context, Caller caller)
    {
        var request = ListQuery.Read(QueryValues.Read(context, ListQuery.ForList), "recommend");
        var user = caller.Tenant.Engine.FindUser(PathId.Of(context, IdSegment));
        return ListJson.Write(context, caller.Tenant, caller.Tenant.Answers.Recommend(user, request));
    }

    private static Task ForVisitor(HttpContext context, Caller caller)
    {
        var query = QueryValues.Read(context, ForSession);
        var request = ListQuery.Read(query, "session");
        return ListJson.Write(context, caller.Tenant, caller.Tenant.Answers.ForSession(query.Texts("items"), request));
    }

    private static Task Similar(HttpContext context, Caller caller)
    {
        var query = QueryValues.Read(context, ForAnybody);
        var request = ListQuery.Read(query, "similar");
        return ListJson.Write(context, caller.Tenant, caller.Tenant.Answers.Similar(ItemRoutes.Find(context, caller), request, Viewer(query, caller)));
    }

    private static Task SimilarUsers(HttpContext context, Caller caller)
    {
        var count = QueryValues.Read(context, ForUsers).Whole("n", 1, 1000) ?? 10;
        var users = caller.Tenant.Answers.SimilarUsers(UserRoutes.Find(context, caller), count);
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("users");
            foreach (var (user, score) in users)
            {
                json.WriteStartObject();
                json.WriteString("id", user.Record.Id);
                json.WriteNumber("score", score);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static Task Common(HttpContext context, Caller caller, string surface, Func<ListRequest, UserState?, AnsweredList> answer)
    {
        var query = QueryValues.Read(context, ForAnybody);
        return ListJson.Write(context, caller.Tenant, answer(ListQuery.Read(query, surface), Viewer(query, caller)));
    }

    private static Task Search(HttpContext context, Caller caller)
    {
        var query = QueryValues.Read(context, ForSearch);
        var text = query.Text("q") ?? throw QueryValues.Refuse("'q' is missing; it holds the words to search for.", "q");
        return ListJson.Write(context, caller.Tenant, caller.Tenant.Answers.Search(text, ListQuery.Read(query, "search"), Viewer(query, caller)));
    }

    private static async Task Rank(HttpContext context, Caller caller)
    {
        var request = ListQuery.Read(QueryValues.Read(context, ListQuery.ForList), "rank");
        var (user, items) = ReadRank(await RequestBody.ReadJson(context));
        if (!context.Request.Query.ContainsKey("n"))
        {
            request = request with { Count = Math.Min(items.Count, ListRequest.Longest - request.Offset) };
        }

        await ListJson.Write(context, caller.Tenant, caller.Tenant.Answers.Rank(user is null ? null : caller.Tenant.Engine.FindUser(user), items, request));
    }

    private static (string? User, List<string> Items) ReadRank(byte[] body)
    {
        const string Right = "such as {\"user\": \"anna\", \"items\": [\"film-1\", \"film-2\"]}";
        try
        {
            using var document = JsonDocument.Parse(body);
            string? user = null;
            List<string>? items = null;
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ProblemException(Problem.BadRequest($"The body should be an object, {Right}."));
            }

            foreach (var property in document.RootElement.EnumerateObject())
            {
                switch (property.Name)
                {
                    case "user" when property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null:
                        user = property.Value.GetString();
                        break;
                    case "items" when property.Value.ValueKind == JsonValueKind.Array && property.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String):
                        items = [.. property.Value.EnumerateArray().Select(item => item.GetString()!)];
                        break;
                    case "user" or "items":
                        throw new ProblemException(Problem.BadRequest($"'{property.Name}' is of the wrong type; the body is an object {Right}.", property.Name));
                    default:
                        throw new ProblemException(Problem.BadRequest($"There is a key that is not known; the body is an object {Right}.", property.Name.Length > 60 ? property.Name[..60] : property.Name));
                }
            }

            return (user, items ?? throw new ProblemException(Problem.BadRequest($"'items' is missing; the body is an object {Right}.", "items")));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ProblemException(Problem.BadRequest($"The body is not valid JSON; it should be an object {Right}."));
        }
    }

    private static UserState? Viewer(QueryValues query, Caller caller) => query.Text("user") is { } user ? caller.Tenant.Engine.FindUser(user) : null;
}
