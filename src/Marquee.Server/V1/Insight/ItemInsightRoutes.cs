using System.Globalization;
using System.Text.Json;
using Marquee.Content;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>What is known of an item besides its record: who watches it, how its rank moved, what is like it in every way.</summary>
internal static class ItemInsightRoutes
{
    private const string Tag = "Items";
    private const string Viewers = "viewers";

    private static readonly QueryParameter[] Weeks = [new("weeks", "integer", $"How many weeks, 1 to {Insight.MostWeeks}. Default 26.")];
    private static readonly QueryParameter[] Count = [new("n", "integer", "How many items in each view, 1 to 100. Default 10.")];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Get, "/v1/items/{id}/audience", Scopes.Read, Audience).Describe(new(Tag, "Who watches an item: users who dealt with it in any way but having been shown it, less those who opted out.")
        {
            Remarks = "An attribute of users with more than 300 values groups nobody and is left out.",
            Answer = "ItemAudience",
        });
        routes.Map(HttpMethods.Get, "/v1/items/{id}/popularity", Scopes.Read, Popularity).Describe(new(Tag, "How much an item was watched week by week, until the newest week in which anything was.")
        {
            Query = Weeks,
            Answer = "ItemPopularity",
        });
        routes.Map(HttpMethods.Get, "/v1/items/{id}/views", Scopes.Read, Views).Describe(new(Tag, "The items most like one, in every way that is known: by themes, audience, facts and summaries, by all of these together, and by each served model that can tell.")
        {
            Remarks = "A way that finds nothing is left out. Nothing is noted as served.",
            Query = Count,
            Answer = "ItemViews",
        });
        routes.Map(HttpMethods.Get, "/v1/items/{id}/media", Scopes.Read, ItemMediaRoute.Get).Describe(new(Tag, "What is known of an item as vectors, such as how it looks and sounds: the features that it has, the items nearest to it by each, and how much each counts where they were fused.")
        {
            Remarks = "Near is the cosine with the mean vector of all items taken away. `marquee media embed` and `marquee media fuse` write such features; nothing is in the lists where an item has none.",
            Query = ItemMediaRoute.Query,
            Answer = "ItemMedia",
        });
    }

    private static Task Audience(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var audience = caller.Tenant.Insight.AudienceOf(ItemRoutes.Find(context, caller));
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("viewers", audience.Viewers);
            json.WriteNumber("events", audience.Events);
            InsightJson.Write(json, "kinds", audience.Kinds);
            WriteValues(json, "byCountry", Values("country"));
            WriteValues(json, "byAgeGroup", Values("ageGroup"));
            json.WriteStartObject("byAttribute");
            foreach (var group in audience.Groups.Where(group => group.Attribute is not ("country" or "ageGroup")))
            {
                WriteValues(json, group.Attribute, group.Values);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });

        IReadOnlyList<AudienceShare> Values(string attribute) => audience.Groups.FirstOrDefault(group => group.Attribute == attribute)?.Values ?? [];
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IReadOnlyList<AudienceShare> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("value", value.Value);
            json.WriteNumber("viewers", value.Viewers);
            json.WriteNumber("share", value.Share);
            json.WriteNumber("lift", value.Lift);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Task Popularity(HttpContext context, Caller caller)
    {
        var weeks = QueryValues.Read(context, Weeks).Whole("weeks", 1, Insight.MostWeeks) ?? 26;
        var popularity = caller.Tenant.Insight.PopularityOf(ItemRoutes.Find(context, caller), weeks);
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("weeks");
            foreach (var week in popularity)
            {
                json.WriteStartObject();
                json.WriteString("from", week.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteNumber("viewers", week.Viewers);
                if (week.Rank is { } rank)
                {
                    json.WriteNumber("rank", rank);
                }

                json.WriteNumber("of", week.Of);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static Task Views(HttpContext context, Caller caller)
    {
        var count = QueryValues.Read(context, Count).Whole("n", 1, 100) ?? 10;
        var views = caller.Tenant.Insight.AlikeTo(ItemRoutes.Find(context, caller), count);
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("views");
            foreach (var view in views)
            {
                json.WriteStartObject();
                json.WriteString("key", view.Key);
                json.WriteString("title", view.Title);
                if (view.Model is { } model)
                {
                    json.WriteString("model", model);
                }

                json.WriteStartArray("items");
                foreach (var item in view.Items)
                {
                    WriteAlike(json, item);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteAlike(Utf8JsonWriter json, AlikeItem alike)
    {
        json.WriteStartObject();
        json.WriteString("id", alike.Item.Id);
        if (alike.Item.Title is { } title)
        {
            json.WriteString("title", title);
        }

        json.WriteNumber("score", double.IsFinite(alike.Score) ? alike.Score : 0);
        json.WriteStartArray("reasons");
        // Some items share a hundred facts: those of a kind stand together.
        foreach (var kind in alike.Reasons.GroupBy(reason => reason.Kind).OrderByDescending(kind => kind.Sum(reason => reason.Contribution)))
        {
            WriteReason(json, kind.Key, [.. kind]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, string fact, SimilarReason[] reasons)
    {
        json.WriteStartObject();
        json.WriteString("fact", fact);
        if (fact == Viewers)
        {
            json.WriteNumber("count", int.Parse(reasons[0].Value, CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNumber("count", reasons.Length);
            json.WriteStartArray("values");
            foreach (var reason in reasons)
            {
                json.WriteStringValue(reason.Value);
            }

            json.WriteEndArray();
        }

        json.WriteNumber("contribution", reasons.Sum(reason => reason.Contribution));
        json.WriteEndObject();
    }
}
