using Microsoft.Extensions.Logging;

namespace Marquee.Server;

/// <summary>What the service logs. No ids, no queries, no bodies: routes stand for requests.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "Listening on {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(2, LogLevel.Information, "Tenant {Tenant}: {Users} users, {Items} items, main model {Model}")]
    public static partial void TenantOpened(ILogger logger, string tenant, int users, int items, string model);

    [LoggerMessage(3, LogLevel.Information, "Stopping: requests that run are finished")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "The store failed in {Route} (trace {TraceId}): {Reason}")]
    public static partial void Store(ILogger logger, string traceId, string route, string reason);

    // The message of an exception nobody expected may name a user; where it was thrown does not.
    [LoggerMessage(5, LogLevel.Error, "Unexpected {Exception} in {Route} (trace {TraceId}) {StackTrace}")]
    public static partial void Unexpected(ILogger logger, string traceId, string route, string exception, string? stackTrace);
}
