using Marquee.Storage;

namespace Marquee.Server;

/// <summary>Metadata of an endpoint that serves a file of the console: no part of the API.</summary>
internal sealed record ConsoleRoute;

/// <summary><c>GET /</c> and what the page there loads: the console, from files within this assembly. Needs no key: what it shows comes from <c>/v1</c>.</summary>
/// <remarks>
/// The build puts the files of <c>web/dist</c> into the assembly as resources <c>Console/PATH</c>. Built without Node there are none, and a plain page says how to get them.
/// </remarks>
internal static class ConsoleRoutes
{
    private const string Folder = "Console/";
    private const string Page = "index.html";
    private const string Assets = "assets/";

    /// <summary>Whether this build holds the console, and not just the page that says how to get it.</summary>
    public static bool IsBuilt => typeof(ConsoleRoutes).Assembly.GetManifestResourceInfo(Folder + Page) is not null;

    public static void Map(IEndpointRouteBuilder routes, ServeConfiguration configuration)
    {
        var files = Load();
        var policy = PolicyOf(configuration);
        Map(routes, "/", context =>
        {
            if (context.Request is { Path.HasValue: false, PathBase: { HasValue: true } prefix })
            {
                // Without the slash at the end, the page's relative addresses would leave the prefix.
                context.Response.Redirect($"{prefix}/", permanent: true, preserveMethod: true);
                return Task.CompletedTask;
            }

            return Send(context, files[Page], policy);
        });
        foreach (var file in files.Values.Where(file => file.Path != Page && !file.Path.StartsWith(Assets, StringComparison.Ordinal)))
        {
            Map(routes, "/" + file.Path, context => Send(context, file, policy));
        }

        Map(routes, "/assets/{name}", context =>
        {
            if (files.TryGetValue(Assets + context.Request.RouteValues["name"], out var file))
            {
                return Send(context, file, policy);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    private static void Map(IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.MapPublic(HttpMethods.Get, pattern, handler).WithMetadata(new ConsoleRoute());

    /// <summary>What the page may do: load its own files, ask its own service, and nothing else.</summary>
    private static string PolicyOf(ServeConfiguration configuration) =>
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        + $"img-src {string.Join(' ', ["'self'", "data:", "blob:", .. configuration.ImageOrigins])}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static Task Send(HttpContext context, ConsoleFile file, string policy)
    {
        var (bytes, encoding, tag) = file.For(context.Request);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers.CacheControl = file.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ETag = tag;
        headers.Vary = "Accept-Encoding";
        if (EntityTag.IsKnown(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = bytes.Length;
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.BodyWriter.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static Dictionary<string, ConsoleFile> Load()
    {
        var assembly = typeof(ConsoleRoutes).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => new ConsoleFile(name[Folder.Length..].Replace('\\', '/'), Read(name)))
            .ToDictionary(file => file.Path);
        if (!files.ContainsKey(Page))
        {
            files = new() { [Page] = new ConsoleFile(Page, Read("ConsoleMissing.html")) };
        }

        return files;

        byte[] Read(string name)
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
