using System.Text.Json;
using Microsoft.Extensions.Hosting;

namespace Marquee.Server;

/// <summary><c>GET /health/live</c> and <c>GET /health/ready</c>: for whoever starts, stops and balances services. They need no key and name no tenant.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes, IHostApplicationLifetime lifetime)
    {
        routes.MapPublic(HttpMethods.Get, "/health/live", context => Write(context, "live"));
        routes.MapPublic(HttpMethods.Get, "/health/ready", context =>
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                throw new ProblemException(Problem.Unavailable("The service is stopping."));
            }

            return Write(context, "ready");
        });
    }

    private static async Task Write(HttpContext context, string status)
    {
        context.Response.ContentType = JsonText.ContentType;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, JsonText.Options);
        json.WriteStartObject();
        json.WriteString("status", status);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }
}
