namespace Marquee.Server;

/// <summary>How routes are mapped: with the scope they need, and counted.</summary>
internal static class RouteMapping
{
    /// <summary>Maps a route that needs a key.</summary>
    /// <param name="routes">Receives it.</param>
    /// <param name="method">The HTTP method; <c>GET</c> answers <c>HEAD</c> too.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="scope">What the key must be allowed to do.</param>
    /// <param name="handler">Answers; what it throws becomes a problem.</param>
    public static IEndpointConventionBuilder Map(this IEndpointRouteBuilder routes, string method, string pattern, Scopes scope, Func<HttpContext, Caller, Task> handler) =>
        routes.MapOpen(method, pattern, context => handler(context, Caller.Of(context))).WithMetadata(new RequiredScope(scope));

    /// <summary>Maps a route that needs no key; the endpoint still has to say so where it is not followed by a scope.</summary>
    public static IEndpointConventionBuilder MapPublic(this IEndpointRouteBuilder routes, string method, string pattern, RequestDelegate handler) =>
        routes.MapOpen(method, pattern, handler).WithMetadata(new RequiredScope(Scopes.None));

    /// <summary>Says what a route does, for the description of the API.</summary>
    public static IEndpointConventionBuilder Describe(this IEndpointConventionBuilder route, RouteDescription description) => route.WithMetadata(description);

    private static IEndpointConventionBuilder MapOpen(this IEndpointRouteBuilder routes, string method, string pattern, RequestDelegate handler) =>
        routes.MapMethods(pattern, method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [method], handler).WithMetadata(new RouteCounters(method, pattern));
}
