using System.Diagnostics;

namespace Marquee.Server;

/// <summary>A span for each request where somebody listens: it names the route, never the path, which holds ids.</summary>
internal static class RequestTrace
{
    /// <summary>Name of the source of spans.</summary>
    public const string SourceName = "Marquee.Server";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins a span, within the caller's where the request names one; null where nobody listens.</summary>
    public static Activity? Start(HttpRequest request)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var parent);
        return Source.StartActivity(request.Method, ActivityKind.Server, parent);
    }

    /// <summary>Says what became of the request.</summary>
    public static void End(Activity? activity, Endpoint? endpoint, int status)
    {
        if (activity is null)
        {
            return;
        }

        if (endpoint?.Metadata.GetMetadata<RouteCounters>() is { } route)
        {
            activity.DisplayName = $"{route.Method} {route.Route}";
            activity.SetTag("http.route", route.Route);
        }

        activity.SetTag("http.response.status_code", status);
        if (status >= 500)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
