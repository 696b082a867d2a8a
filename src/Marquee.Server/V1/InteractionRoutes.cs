using System.Text.Json;
using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary><c>/v1/interactions</c> and <c>/v1/users/{id}/interactions</c>: what users did.</summary>
internal static class InteractionRoutes
{
    private const string Tag = "Interactions";

    private static readonly QueryParameter Item = new("item", "string", "Only those with this item.");
    private static readonly QueryParameter Kind = new("kind", "string", "Only those of this kind, such as `watch`.");
    private static readonly QueryParameter[] Listing = [QueryParameter.Limit, QueryParameter.Cursor, Item, Kind];
    private static readonly QueryParameter[] Deleting = [Item, Kind];

    private static readonly QueryParameter[] Adding =
    [
        new("repeat", "string", "What becomes of earlier ones of the same user, item and kind: `each` (the default) keeps them, `replace` removes them, `keep` keeps them and does not take the new one."),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Post, "/v1/interactions", Scopes.Write, Add).Describe(new(Tag, "Takes what a user did: one interaction, or a list of them, all or none.")
        {
            Remarks = "When the answer comes they are on the disk and in every later list. One without `time` is of this moment. Users and items that are not known yet come into being.",
            Query = Adding,
            Body = "InteractionOrList",
            Answer = "Receipt",
            Headers = ["Idempotency-Key"],
        });
        routes.Map(HttpMethods.Get, "/v1/users/{id}/interactions", Scopes.Read, List)
            .Describe(new(Tag, "Lists what a user did, the latest arrival first.") { Query = Listing, Answer = "InteractionPage" });
        routes.Map(HttpMethods.Delete, "/v1/users/{id}/interactions", Scopes.Write, Delete).Describe(new(Tag, "Erases what a user did: all of it, or what was done with an item or is of a kind.")
        {
            Query = Deleting,
            Answer = "Receipt",
            Headers = ["Idempotency-Key"],
        });
    }

    private static async Task Add(HttpContext context, Caller caller)
    {
        var repeat = QueryValues.Read(context, Adding).Word("repeat", "each", "replace", "keep") switch
        {
            "replace" => RepeatRule.ReplaceKind,
            "keep" => RepeatRule.KeepFirst,
            _ => RepeatRule.EachTime,
        };
        var body = await RequestBody.ReadJson(context);
        var set = RequestBody.NewSet(context, body);
        Fill(set, body, repeat);
        await Answering.Receipt(context, await caller.Tenant.Apply(set, context.RequestAborted));
    }

    private static void Fill(ChangeSet set, byte[] body, RepeatRule repeat)
    {
        if (body.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
        {
            set.Put(RequestBody.Read(() => RecordJson.ReadInteraction(body)), repeat);
            return;
        }

        foreach (var (element, number) in Elements(body).Select((element, place) => (element, place + 1)))
        {
            var interaction = RequestBody.Read(() => RecordJson.ReadInteraction(body.AsSpan(element)), $"Interaction {number}");
            try
            {
                set.Put(interaction, repeat);
            }
            catch (ArgumentException exception)
            {
                throw new ProblemException(Problem.BadRequest($"Interaction {number}: {exception.Message}"));
            }
        }
    }

    /// <summary>Where the elements of a list stand.</summary>
    private static List<Range> Elements(byte[] body)
    {
        var elements = new List<Range>();
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                elements.Add(start..(int)reader.BytesConsumed);
            }

            // Nothing may stand behind the list.
            reader.Read();
            return elements;
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Problem.BadRequest($"The body is not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}; behind interaction {elements.Count}."));
        }
    }

    private static Task List(HttpContext context, Caller caller)
    {
        var query = QueryValues.Read(context, Listing);
        var limit = query.Whole("limit", 1, 1000) ?? 100;
        var (item, kind) = (query.Text("item"), query.Text("kind"));
        var user = UserRoutes.Find(context, caller);
        var (catalogue, kinds) = (caller.Tenant.Engine.Catalogue, caller.Tenant.Engine.Kinds);
        var (wantedItem, wantedKind) = (item is null ? -2 : catalogue.IndexOf(item) is >= 0 and var index ? index : int.MaxValue, kind is null ? -1 : kinds.Find(kind) is >= 0 and var number ? number : short.MaxValue);
        var at = Math.Min(PageCursor.Read(query, 'e') ?? int.MaxValue, user.Events.Length) - 1;
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("interactions");
            for (var listed = 0; at >= 0 && listed < limit; at--)
            {
                var one = user.Events[at];
                if ((wantedItem == -2 || one.Item == wantedItem) && (wantedKind == -1 || one.Kind == wantedKind))
                {
                    RecordJson.Write(json, ToRecord(user.Record.Id, one, catalogue, kinds));
                    listed++;
                }
            }

            json.WriteEndArray();
            if (at >= 0)
            {
                json.WriteString("cursor", PageCursor.Write('e', at + 1));
            }

            json.WriteEndObject();
        });
    }

    /// <summary>An event as a record.</summary>
    public static Interaction ToRecord(string user, UserEvent one, Catalogue catalogue, KindTable kinds) => new()
    {
        UserId = user,
        ItemId = one.Item < 0 ? "" : catalogue[one.Item].Id,
        Kind = kinds[one.Kind],
        Value = float.IsFinite(one.Value) ? one.Value : null,
        Progress = float.IsFinite(one.Progress) ? one.Progress : null,
        Time = one.Time == EventLog.NoTime ? null : DateTimeOffset.FromUnixTimeMilliseconds(one.Time),
        Text = one.Text,
        Session = one.Session,
    };

    private static async Task Delete(HttpContext context, Caller caller)
    {
        var query = QueryValues.Read(context, Deleting);
        var user = UserRoutes.Find(context, caller);
        var set = RequestBody.NewSet(context).DeleteInteractions(user.Record.Id, query.Text("item"), query.Text("kind"));
        await Answering.Receipt(context, await caller.Tenant.Apply(set, context.RequestAborted));
    }
}
