using System.Text;
using Microsoft.Extensions.Hosting;

namespace Marquee.Server;

/// <summary><c>GET /metrics</c>: counters for Prometheus. Those of the process, and of the tenant whose key asks.</summary>
internal static class MetricsRoute
{
    public static void Map(IEndpointRouteBuilder routes, Func<IReadOnlyList<RouteCounters>> counters, IHostApplicationLifetime lifetime)
    {
        var runtime = new RuntimeMetrics();
        lifetime.ApplicationStopped.Register(runtime.Dispose);
        routes.Map(HttpMethods.Get, "/metrics", Scopes.Read, async (context, caller) =>
        {
            var text = new PrometheusText();
            WriteRequests(text, counters());
            WriteTenant(text, caller.Tenant);
            runtime.WriteTo(text);
            context.Response.ContentType = PrometheusText.ContentType;
            await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), context.RequestAborted);
        });
    }

    private static void WriteRequests(PrometheusText text, IReadOnlyList<RouteCounters> routes)
    {
        text.Begin("marquee_requests_total", "counter", "Requests by route and status; no route for those that met none.");
        foreach (var route in routes)
        {
            foreach (var (status, count) in route.Statuses())
            {
                text.Sample("marquee_requests_total", $"{LabelsOf(route)},{PrometheusText.Label("status", status.ToString())}", count);
            }
        }

        text.Begin("marquee_request_duration_seconds", "histogram", "Time from the request's head to the end of its answer.");
        foreach (var route in routes)
        {
            var durations = route.Durations();
            if (durations.Sum() == 0)
            {
                continue;
            }

            long sum = 0;
            for (var at = 0; at < durations.Length; at++)
            {
                sum += durations[at];
                var bound = at < RouteCounters.Bounds.Length ? RouteCounters.Bounds[at].ToString("R") : "+Inf";
                text.Sample("marquee_request_duration_seconds_bucket", $"{LabelsOf(route)},{PrometheusText.Label("le", bound)}", sum);
            }

            text.Sample("marquee_request_duration_seconds_sum", LabelsOf(route), route.Seconds);
            text.Sample("marquee_request_duration_seconds_count", LabelsOf(route), sum);
        }
    }

    private static void WriteTenant(PrometheusText text, Tenant tenant)
    {
        var engine = tenant.Engine;
        var written = tenant.Written;
        text.Begin("marquee_records_written_total", "counter", "Records that were written, on the disk before they were acknowledged, by what became of them.");
        text.Sample("marquee_records_written_total", PrometheusText.Label("outcome", "new"), written.New);
        text.Sample("marquee_records_written_total", PrometheusText.Label("outcome", "updated"), written.Updated);
        text.Sample("marquee_records_written_total", PrometheusText.Label("outcome", "unchanged"), written.Unchanged);
        text.Sample("marquee_records_written_total", PrometheusText.Label("outcome", "deleted"), written.Deleted);
        Gauge("marquee_writes_waiting", "Writes that wait for the store.", written.Waiting);
        text.Begin("marquee_lists_not_noted_total", "counter", "Lists that were served and could not be noted in the log of served lists.");
        text.Sample("marquee_lists_not_noted_total", "", tenant.ListsNotNoted);
        text.Begin("marquee_changes_not_noted_total", "counter", "Changes by people that could not be noted in the log of changes.");
        text.Sample("marquee_changes_not_noted_total", "", tenant.Changes.Dropped);
        Gauge("marquee_keys_damaged", "1 where keys.json cannot be read any more and the keys from before go on.", tenant.Keys.Problem is null ? 0 : 1);
        Gauge("marquee_store_version", "Commits that changed something.", engine.Version);
        Gauge("marquee_users", "User indices given out.", engine.UserCount);
        Gauge("marquee_items", "Item indices given out.", engine.Catalogue.Count);
        text.Begin("marquee_model_version", "gauge", "Version of each model that is served.");
        foreach (var model in engine.Models.All)
        {
            text.Sample("marquee_model_version", PrometheusText.Label("model", model.Name), model.Version);
        }

        void Gauge(string name, string help, double value)
        {
            text.Begin(name, "gauge", help);
            text.Sample(name, "", value);
        }
    }

    private static string LabelsOf(RouteCounters route) => $"{PrometheusText.Label("method", route.Method)},{PrometheusText.Label("route", route.Route)}";
}
