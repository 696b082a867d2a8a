using System.Net;
using Marquee.Data;

namespace Marquee.Server;

/// <summary>
/// Guards a service that needs no key, on this machine, from web pages in this machine's browser: a page elsewhere could have its own name point here, or simply send requests.
/// </summary>
internal static class LocalOnly
{
    /// <summary>Why a request is refused; null where it is not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="allowedOrigins">Origins that may ask.</param>
    public static string? Refusal(HttpRequest request, ValueList<string> allowedOrigins)
    {
        if (!IsLocal(request.Host.Host))
        {
            return "Without a key the service is reached by the name localhost alone. Make a key: marquee keys add NAME";
        }

        // What a page elsewhere loads as a picture or a script comes without its origin, and the browser says that it is from elsewhere.
        var isForeign = request.Headers.Origin is [{ } origin]
            ? !allowedOrigins.Contains(origin) && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsLocal(page.Host))
            : request.Headers["Sec-Fetch-Site"] is ["cross-site"];
        return isForeign ? "Web pages of this origin may not call the service; serve.allowedOrigins in marquee.json says which may." : null;
    }

    private static bool IsLocal(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
