using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary><c>/v1/users</c>: who watches.</summary>
internal static class UserRoutes
{
    private const string Tag = "Users";

    private static readonly OneUser One = new();
    private static readonly QueryParameter[] Page = [QueryParameter.Limit, QueryParameter.Cursor, new("q", "string", "Only users whose ids begin with this, in capital or small letters: the first `limit` of them. Not together with `cursor`.")];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Get, "/v1/users", Scopes.Read, List)
            .Describe(new(Tag, "Lists users, in the order in which they first appeared.") { Query = Page, Answer = "UserPage" });
        routes.Map(HttpMethods.Get, "/v1/users/{id}", Scopes.Read, One.Get)
            .Describe(new(Tag, "Reads a user.") { Answer = "User", Headers = ["If-None-Match"], Statuses = [200, 304] });
        routes.Map(HttpMethods.Put, "/v1/users/{id}", Scopes.Write, One.Put)
            .Describe(new(Tag, "Writes a user, or replaces what is known of them.") { Body = "User", Answer = "User", Headers = ["If-Match", "If-None-Match", "Idempotency-Key"], Statuses = [200, 201] });
        routes.Map(HttpMethods.Patch, "/v1/users/{id}", Scopes.Write, One.Patch)
            .Describe(new(Tag, "Changes what is known of a user; what is not named stays, null takes away (RFC 7396).")
            {
                Remarks = "`{\"optedOut\": true}` ends personalisation at once: the user's history trains nothing and orders nothing any more.",
                Body = "UserPatch",
                BodyType = "application/merge-patch+json",
                Answer = "User",
                Headers = ["If-Match", "Idempotency-Key"],
            });
        routes.Map(HttpMethods.Delete, "/v1/users/{id}", Scopes.Write, One.Delete)
            .Describe(new(Tag, "Erases a user: what is known of them, all that they did, and their id.") { Headers = ["If-Match", "Idempotency-Key"], Statuses = [204] });
        routes.Map(HttpMethods.Get, "/v1/users/{id}/data", Scopes.Read, Data)
            .Describe(new(Tag, "Gives out all that is kept of one person.") { Answer = "UserData" });
    }

    /// <summary>A user who is there.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static UserState Find(HttpContext context, Caller caller) =>
        caller.Tenant.Engine.FindUser(OneUser.IdOf(context)) ?? throw One.Missing();

    private static Task List(HttpContext context, Caller caller)
    {
        var query = QueryValues.Read(context, Page);
        var limit = query.Whole("limit", 1, 1000) ?? 100;
        if (query.Text("q") is { } text)
        {
            return Listed(context, query.Text("cursor") is null ? caller.Tenant.Insight.UsersStartingWith(text, limit) : throw QueryValues.Refuse("'q' finds the best alone and has no further pages; leave 'cursor' out.", "cursor"));
        }

        var engine = caller.Tenant.Engine;
        var (at, count) = (PageCursor.Read(query, 'u') ?? 0, engine.UserCount);
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("users");
            for (var listed = 0; at < count && listed < limit; at++)
            {
                var user = engine.User(at).Record;
                if (user.Id != IdMap.Erased(at))
                {
                    RecordJson.Write(json, user);
                    listed++;
                }
            }

            json.WriteEndArray();
            if (at < count)
            {
                json.WriteString("cursor", PageCursor.Write('u', at));
            }

            json.WriteEndObject();
        });
    }

    private static Task Listed(HttpContext context, IReadOnlyList<User> found) => Answering.Json(context, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("users");
        foreach (var one in found)
        {
            RecordJson.Write(json, one);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static Task Data(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var user = Find(context, caller);
        var (catalogue, kinds) = (caller.Tenant.Engine.Catalogue, caller.Tenant.Engine.Kinds);
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("user");
            RecordJson.Write(json, user.Record);
            json.WriteStartArray("interactions");
            foreach (var one in user.Events)
            {
                RecordJson.Write(json, InteractionRoutes.ToRecord(user.Record.Id, one, catalogue, kinds));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
