using System.Globalization;

namespace Marquee.Server;

/// <summary><c>/v1/statistics</c>: what there is, and what is odd about it.</summary>
internal static class StatisticsRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Map(HttpMethods.Get, "/v1/statistics", Scopes.Read, Statistics).Describe(new("Data", "What there is of users, items and interactions, and what is odd about it.")
        {
            Remarks = "What was just written counts. `docs/data-quality.md` says what each warning means and how it is found.",
            Answer = "Statistics",
        });

    private static Task Statistics(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var statistics = caller.Tenant.Insight.Statistics();
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("users", statistics.Users);
            json.WriteNumber("items", statistics.Items);
            json.WriteNumber("interactions", statistics.Interactions);
            InsightJson.Write(json, "kinds", statistics.Kinds);
            InsightJson.Write(json, "firstTime", statistics.FirstTime);
            InsightJson.Write(json, "lastTime", statistics.LastTime);
            json.WriteStartArray("perDay");
            foreach (var (from, count) in statistics.PerDay)
            {
                json.WriteStartArray();
                json.WriteStringValue(from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteNumberValue(count);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteNumber("daysPerPoint", statistics.DaysPerPoint);
            if (statistics.Density is { } density)
            {
                json.WriteNumber("density", density);
            }

            if (statistics.TopShare is { } share)
            {
                json.WriteNumber("topShare", share);
            }

            json.WriteNumber("itemsNeverSeen", statistics.ItemsNeverSeen);
            json.WriteNumber("usersWithOneEvent", statistics.UsersWithOneEvent);
            json.WriteNumber("optedOut", statistics.OptedOut);
            json.WriteNumber("erased", statistics.Erased);
            json.WriteStartArray("warnings");
            foreach (var warning in statistics.Warnings)
            {
                json.WriteStartObject();
                json.WriteString("code", warning.Code);
                json.WriteString("severity", warning.IsSevere ? "warning" : "notice");
                json.WriteString("message", warning.Message);
                json.WriteNumber("count", warning.Count);
                json.WriteNumber("total", warning.Total);
                json.WriteStartArray("examples");
                foreach (var example in warning.Examples)
                {
                    json.WriteStringValue(example);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
