namespace Marquee.Server;

/// <summary><c>GET /v1/openapi.json</c>: the description of the API, which needs no key.</summary>
internal static class OpenApiRoute
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var description = new Lazy<byte[]>(() => OpenApiDocument.Of(routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()));
        routes.MapPublic(HttpMethods.Get, "/v1/openapi.json", context => Answering.Json(context, description.Value));
    }
}
