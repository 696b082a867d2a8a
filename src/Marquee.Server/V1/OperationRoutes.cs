using System.Text.Json;

namespace Marquee.Server;

/// <summary><c>GET /v1/operations</c>: how the service is doing. Requests and memory are those of the process; the rest is of the tenant whose key asks.</summary>
internal static class OperationRoutes
{
    public static void Map(IEndpointRouteBuilder routes, OperationLog log) =>
        routes.Map(HttpMethods.Get, "/v1/operations", Scopes.Read, (context, caller) => Get(context, caller.Tenant, log)).Describe(new("Operations", "How the service is doing: requests and how long they take, memory, writes, models.")
        {
            Remarks = "Durations are in milliseconds and told within 6%. `/metrics` has the same and more for Prometheus.",
            Answer = "Operations",
        });

    private static Task Get(HttpContext context, Tenant tenant, OperationLog log)
    {
        QueryValues.Read(context, []);
        var now = tenant.Time.GetUtcNow();
        var (recent, requests) = log.Requests();
        var counts = tenant.CountRecords();
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("started", log.Started.UtcDateTime);
            json.WriteNumber("uptimeSeconds", Math.Round((now - log.Started).TotalSeconds, 1));
            json.WriteString("version", ServiceVersion.Text);
            if (counts is { } known)
            {
                json.WriteNumber("users", known.Users);
                json.WriteNumber("items", known.Items);
                json.WriteNumber("interactions", known.Interactions);
            }

            json.WriteNumber("recentSeconds", Math.Round(recent.TotalSeconds, 1));
            json.WriteStartArray("requests");
            foreach (var (route, all, lately) in requests.OrderByDescending(request => request.All.Count).ThenBy(request => request.Route.Route, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("method", route.Method);
                json.WriteString("route", route.Route);
                WriteFigures(json, all);
                json.WriteStartObject("recent");
                WriteFigures(json, lately);
                json.WriteNumber("perSecond", Math.Round(lately.Count / Math.Max(1, recent.TotalSeconds), 3));
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("series");
            foreach (var point in log.Series)
            {
                json.WriteStartObject();
                json.WriteString("time", point.Time.UtcDateTime);
                json.WriteNumber("requests", point.Requests);
                json.WriteNumber("errors", point.Errors);
                WriteMilliseconds(json, "p50", point.P50);
                WriteMilliseconds(json, "p99", point.P99);
                json.WriteNumber("written", point.Written.GetValueOrDefault(tenant));
                json.WriteNumber("heapBytes", point.HeapBytes);
                json.WriteNumber("residentBytes", point.ResidentBytes);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteMemory(json);
            WriteWrites(json, tenant);
            WriteModels(json, tenant, now);
            json.WriteEndObject();
        });
    }

    private static void WriteFigures(Utf8JsonWriter json, RouteFigures figures)
    {
        json.WriteNumber("count", figures.Count);
        json.WriteNumber("errors", figures.Errors);
        json.WriteNumber("refused", figures.Refused);
        WriteMilliseconds(json, "p50", figures.Percentile(.5));
        WriteMilliseconds(json, "p90", figures.Percentile(.9));
        WriteMilliseconds(json, "p99", figures.Percentile(.99));
    }

    private static void WriteMilliseconds(Utf8JsonWriter json, string name, double? milliseconds)
    {
        if (milliseconds is { } known)
        {
            json.WriteNumber(name, Math.Round(known, 4));
        }
    }

    private static void WriteMemory(Utf8JsonWriter json)
    {
        json.WriteStartObject("memory");
        json.WriteNumber("residentBytes", Environment.WorkingSet);
        json.WriteNumber("heapBytes", GC.GetTotalMemory(forceFullCollection: false));
        json.WriteNumber("collections", GC.CollectionCount(0));
        json.WriteNumber("pauseMilliseconds", Math.Round(GC.GetTotalPauseDuration().TotalMilliseconds, 1));
        json.WriteEndObject();
    }

    private static void WriteWrites(Utf8JsonWriter json, Tenant tenant)
    {
        var written = tenant.Written;
        json.WriteStartObject("writes");
        json.WriteNumber("waiting", written.Waiting);
        json.WriteNumber("new", written.New);
        json.WriteNumber("updated", written.Updated);
        json.WriteNumber("unchanged", written.Unchanged);
        json.WriteNumber("deleted", written.Deleted);
        json.WriteNumber("listsNotNoted", tenant.ListsNotNoted);
        json.WriteEndObject();
    }

    private static void WriteModels(Utf8JsonWriter json, Tenant tenant, DateTimeOffset now)
    {
        var models = tenant.Engine.Models;
        var published = tenant.Workspace.Models.List().ToDictionary(version => (version.Name, version.Version));
        json.WriteStartArray("models");
        foreach (var model in models.All)
        {
            json.WriteStartObject();
            json.WriteString("label", model.Label);
            json.WriteBoolean("main", model == models.Main);
            if (model.TrainedUntil != long.MaxValue)
            {
                json.WriteString("trainedUntil", DateTimeOffset.FromUnixTimeMilliseconds(model.TrainedUntil).UtcDateTime);
            }

            if (published.TryGetValue((model.Name, model.Version), out var version))
            {
                var at = Directory.GetLastWriteTimeUtc(version.Directory);
                json.WriteString("publishedAt", at);
                json.WriteNumber("ageSeconds", Math.Max(0, Math.Round((now.UtcDateTime - at).TotalSeconds)));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
