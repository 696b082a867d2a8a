using System.Diagnostics;
using Marquee.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Marquee.Server;

/// <summary>What every request passes. Outside: security headers, problems instead of exceptions, counting, traces. Behind the routing: keys, scopes, rates, sizes.</summary>
internal sealed class RequestGate(TenantSet tenants, ServeConfiguration configuration, bool isOpen, ILogger logger)
{
    private const string Realm = "Bearer realm=\"marquee\"";

    /// <summary>Requests that met no route.</summary>
    public RouteCounters Unmatched { get; } = new("", "");

    /// <summary>Browsers that have signed in.</summary>
    public SessionSet Sessions { get; } = new(tenants.All[0].Time);

    /// <summary>How often somebody may try to.</summary>
    public SignInLimit SignIns { get; } = new(tenants.All[0].Time);

    /// <summary>Whether nobody beyond this machine can ask, and there is one tenant: then no key is needed as long as there is none.</summary>
    public bool IsOpen => isOpen;

    /// <summary>The moment.</summary>
    public DateTimeOffset Now => tenants.All[0].Time.GetUtcNow();

    /// <summary>The outer part.</summary>
    public async Task Outside(HttpContext context, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        using var activity = RequestTrace.Start(context.Request);
        Protect(context.Response.Headers);
        try
        {
            await next(context);
            if (context.Response.StatusCode >= 400 && !context.Response.HasStarted && context.Response.ContentType is null)
            {
                await Tell(context, Missing(context));
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone: there is nobody to tell.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception)
        {
            await Fail(context, exception);
        }

        var endpoint = context.GetEndpoint();
        (endpoint?.Metadata.GetMetadata<RouteCounters>() ?? Unmatched).Record(context.Response.StatusCode, Stopwatch.GetTimestamp() - started);
        RequestTrace.End(activity, endpoint, context.Response.StatusCode);
    }

    /// <summary>The part behind the routing.</summary>
    public Task Inside(HttpContext context, RequestDelegate next)
    {
        // What the routing itself answers (405) has no secrets.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return next(context);
        }

        var limit = configuration.MaximumBodyBytes;
        if (endpoint.Metadata.GetMetadata<BulkBody>() is not null && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit = configuration.MaximumBulkBytes;
        }

        var refusal = Admit(context, endpoint)
            ?? (context.Request.ContentLength > limit ? Problem.TooLarge($"The body has {context.Request.ContentLength:N0} bytes; {limit:N0} are taken here. Send less at once.") : null);
        return refusal is null ? next(context) : Tell(context, refusal);
    }

    /// <summary>Who asks: by a key, by a session that stands for one, or from this machine where no key is needed.</summary>
    /// <returns>Who, or why nobody is let in.</returns>
    public (Caller? Caller, Problem? Refusal) Identify(HttpContext context)
    {
        var request = context.Request;
        var secret = Presented(request.Headers);
        if (!NeedsNoKey)
        {
            return secret is { Length: > 0 } ? OfKey(secret)
                : SessionCookie.Read(request) is { } token ? OfSession(request, token)
                : (null, Problem.Unauthorized("Send a key: 'Authorization: Bearer mrq_...' or 'X-API-Key: mrq_...'. Keys are made with: marquee keys add NAME"));
        }

        return LocalOnly.Refusal(request, configuration.AllowedOrigins) is { } foreign ? (null, Problem.Forbidden(foreign)) : (tenants.All[0].Anonymous, null);
    }

    /// <summary>Begins a session of a browser, and gives it the cookie.</summary>
    /// <returns>Who stands behind the key; null where nobody does.</returns>
    public Caller? SignIn(HttpContext context, string secret)
    {
        Span<byte> hash = stackalloc byte[32];
        KeyRing.HashOf(secret, hash);
        if (tenants.Find(hash) is not { } caller)
        {
            return null;
        }

        SessionCookie.Give(context, configuration, Sessions.Start(hash));
        return caller;
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
    }

    private Problem? Admit(HttpContext context, RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<RequiredScope>() is not { Scope: var scope })
        {
            return Problem.Forbidden("This route does not say who may use it.");
        }

        if (scope == Scopes.None)
        {
            return null;
        }

        var (caller, stranger) = Identify(context);
        if (caller is null)
        {
            return stranger;
        }

        if ((caller.Scopes & scope) != scope)
        {
            return Problem.Forbidden($"This needs a key with the scope '{scope.ToString().ToLowerInvariant()}'; this one has: {string.Join(", ", ApiKeyFile.Words(caller.Scopes))}.");
        }

        if (caller.Rate is { } rate && !rate.TryTake(out var wait))
        {
            return Problem.TooManyRequests("This key asks more often than it may.", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
        }

        context.Features.Set(caller);
        return null;
    }

    private (Caller?, Problem?) OfKey(string secret)
    {
        Span<byte> hash = stackalloc byte[32];
        KeyRing.HashOf(secret, hash);
        return tenants.Find(hash) is { } caller ? (caller, null) : (null, Problem.Unauthorized("Nobody has this key, or it was revoked or has expired."));
    }

    private (Caller?, Problem?) OfSession(HttpRequest request, string token)
    {
        if (!SessionCookie.MayCount(request))
        {
            return (null, Problem.Forbidden("A session counts in requests from the service's own pages alone. Send a key: 'Authorization: Bearer mrq_...'."));
        }

        if (Sessions.Find(token) is { } hash)
        {
            if (tenants.Find(hash) is { } caller)
            {
                return (caller, null);
            }

            Sessions.End(token);
        }

        return (null, Problem.Unauthorized("The session has ended. Sign in again."));
    }

    /// <summary>Whether nobody else than this machine can ask, and no key was made yet.</summary>
    public bool NeedsNoKey => isOpen && !tenants.All[0].HasKeys;

    private static string? Presented(IHeaderDictionary headers)
    {
        const string Bearer = "Bearer ";
        return headers.Authorization is [{ } authorization] && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : headers["X-API-Key"] is [{ } key] ? key : null;
    }

    private static Problem Missing(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problem.NotFound("There is no such route; /v1/openapi.json lists them all."),
        StatusCodes.Status405MethodNotAllowed => Problem.MethodNotAllowed($"This route answers {context.Response.Headers.Allow}."),
        var status => Problem.BadRequest("The request cannot be answered.") with { Status = status },
    };

    private async Task Fail(HttpContext context, Exception exception)
    {
        var problem = Problems.Of(exception);
        if (problem is null)
        {
            ServerLog.Unexpected(logger, ProblemJson.TraceId(context), Route(context), exception.GetType().Name, exception.StackTrace);
        }
        else if (exception is StoreException or TimeoutException)
        {
            ServerLog.Store(logger, ProblemJson.TraceId(context), Route(context), exception.Message);
        }

        if (context.Response.HasStarted)
        {
            // Half an answer is out; the connection's end tells that it is one.
            context.Abort();
            return;
        }

        await Tell(context, problem ?? Problem.Internal("The log of the service has more under the trace id."));
    }

    private static string Route(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RouteCounters>() is { } route ? $"{route.Method} {route.Route}" : "";

    private static Task Tell(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.ContentLength = null;
        response.Headers.ETag = default;
        if (problem.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString();
        }

        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = Realm;
        }

        if (problem.Status == StatusCodes.Status413PayloadTooLarge)
        {
            // What still comes is not worth reading.
            response.Headers.Connection = "close";
        }

        return (context.GetEndpoint()?.Metadata.GetMetadata<IProblemFormat>() ?? ProblemJson.Instance).Write(context, problem);
    }
}
