using Marquee.Storage;

namespace Marquee.Server;

/// <summary>The cookie by which a browser that has signed in is known again, and what a request that brings it must be like besides.</summary>
internal static class SessionCookie
{
    /// <summary>Its name.</summary>
    public const string Name = "marquee-session";

    /// <summary>The token that a request brings; null for none.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers.Cookie.Count > 0 && request.Cookies.TryGetValue(Name, out var token) && token.Length > 0 ? token : null;

    /// <summary>Gives a browser its token: no script reads it, no other site's page brings it along.</summary>
    public static void Give(HttpContext context, ServeConfiguration configuration, string token) =>
        context.Response.Cookies.Append(Name, token, Options(context.Request, configuration, SessionSet.Lifetime));

    /// <summary>Takes it away.</summary>
    public static void Take(HttpContext context, ServeConfiguration configuration) =>
        context.Response.Cookies.Append(Name, "", Options(context.Request, configuration, TimeSpan.Zero));

    /// <summary>
    /// Whether a browser sends a request from a page of another origin. It says so itself; over plain HTTP beyond this machine older means have to do: <c>Origin</c>, which comes with all that changes something.
    /// </summary>
    public static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site] ? site != "same-origin"
        : request.Headers.Origin is [{ } origin] && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && new HostString(page.Authority).Equals(request.Host));

    /// <summary>Whether a request that brings the cookie may count on it: it comes from a page of this origin, or changes nothing and says nothing of where it comes from.</summary>
    public static bool MayCount(HttpRequest request) =>
        !IsFromElsewhere(request)
        && (request.Headers["Sec-Fetch-Site"].Count > 0 || request.Headers.Origin.Count > 0 || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    private static CookieOptions Options(HttpRequest request, ServeConfiguration configuration, TimeSpan age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Path = configuration.PathBase + "/",
        MaxAge = age,

        // TLS ends at a proxy in front; that the page came over it, the browser says.
        Secure = request.IsHttps || request.Headers.Origin.ToString().StartsWith("https://", StringComparison.OrdinalIgnoreCase),
    };
}
