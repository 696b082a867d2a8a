using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Server.Tests;

public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    /// <summary>The console's types are made from the committed file, so that it builds without a service. <c>MARQUEE_WRITE=1</c> writes it anew.</summary>
    [Fact]
    public async Task The_console_is_built_from_the_description_as_it_is_served()
    {
        await using var server = await RunningServer.Start();
        var served = (await server.Ask("GET", "/v1/openapi.json")).With(200).Json.ToJsonString(Indented) + "\n";
        var path = RepositoryFiles.PathOf("web/openapi.json");
        if (Environment.GetEnvironmentVariable("MARQUEE_WRITE") == "1")
        {
            await File.WriteAllTextAsync(path, served, TestContext.Current.CancellationToken);
        }

        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n")
            .ShouldBe(served, "web/openapi.json is of another time than the routes: run this test with MARQUEE_WRITE=1 and commit the file.");
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(property => property.Key == "$ref" ? [property.Value!.GetValue<string>()] : References(property.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
