using Marquee.Live;

namespace Marquee.Server;

/// <summary><c>/v1/users/{id}/taste</c>: what a history is made of, beside what is recommended.</summary>
internal static class TasteRoutes
{
    private static readonly QueryParameter[] Asked =
    [
        new("n", "integer", "Length of the list that the history is compared with, 1 to 1000. Default 20."),
        new("model", "string", "The model that makes the list. Default: the main one."),
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Map(HttpMethods.Get, "/v1/users/{id}/taste", Scopes.Read, Taste).Describe(new("Users", "What a user's history is made of, by category, label, era, country, language and kind, beside what a list for them is made of.")
        {
            Remarks = "An item gives its weight in equal parts to its values. `divergence` is the Jensen-Shannon divergence in bits: 0 the same shares, 1 nothing in common. Nothing is noted as served.",
            Query = Asked,
            Answer = "UserTaste",
        });

    private static Task Taste(HttpContext context, Caller caller)
    {
        var query = QueryValues.Read(context, Asked);
        var user = UserRoutes.Find(context, caller);
        var taste = caller.Tenant.Insight.TasteOf(user, new ListRequest { Count = query.Whole("n", 1, 1000) ?? 20, Model = query.Text("model") });
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("history");
            json.WriteNumber("n", taste.HistoryItems);
            json.WriteEndObject();
            json.WriteStartObject("list");
            json.WriteNumber("n", taste.ListItems);
            json.WriteString("model", taste.Model);
            json.WriteEndObject();
            json.WriteStartArray("facets");
            foreach (var facet in taste.Facets)
            {
                json.WriteStartObject();
                json.WriteString("facet", facet.Facet);
                json.WriteStartArray("values");
                foreach (var value in facet.Values)
                {
                    json.WriteStartObject();
                    json.WriteString("value", value.Value);
                    json.WriteNumber("history", value.History);
                    json.WriteNumber("list", value.List);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                if (facet.Divergence is { } divergence)
                {
                    json.WriteNumber("divergence", divergence);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
