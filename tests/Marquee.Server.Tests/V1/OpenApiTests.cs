using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Every_route_is_described_and_every_schema_is_there()
    {
        var (server, _, _) = await RunningServer.StartTenants();
        await using (server)
        {
            var document = (await server.Ask("GET", "/v1/openapi.json")).With(200).Json;
            document["openapi"]!.GetValue<string>().ShouldBe("3.1.0");
            var described = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
            var there = server.Endpoints.Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/") && endpoint.RoutePattern.RawText != "/v1/openapi.json")
                .Select(endpoint => endpoint.Metadata.OfType<RouteCounters>().Single()).Select(route => $"{route.Method} {route.Route}");
            described.Order().ShouldBe(there.Order());
            var schemas = document["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).ToHashSet();
            References(document).Select(reference => reference["#/components/schemas/".Length..]).Distinct().Order().ShouldBe(schemas.Order());
            document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!["operationId"]!.GetValue<string>()).ShouldBeUnique();
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(property => property.Key == "$ref" ? [property.Value!.GetValue<string>()] : References(property.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
