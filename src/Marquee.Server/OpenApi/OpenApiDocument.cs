using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marquee.Server;

/// <summary>Describes the API in OpenAPI 3.1, from what the endpoints say of themselves: a route that is there is described.</summary>
internal static class OpenApiDocument
{
    private const string Schemas = "#/components/schemas/";

    /// <summary>The description as JSON.</summary>
    /// <param name="endpoints">All endpoints; those without a <see cref="RouteDescription"/> are left out.</param>
    public static byte[] Of(IEnumerable<RouteEndpoint> endpoints)
    {
        var paths = new JsonObject();
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Metadata.GetMetadata<RouteDescription>() is { } description)
            {
                var pattern = endpoint.RoutePattern.RawText!;
                if (paths[pattern] is not JsonObject path)
                {
                    paths[pattern] = path = [];
                }

                path[endpoint.Metadata.GetMetadata<RouteCounters>()!.Method.ToLowerInvariant()] = Operation(endpoint, description);
            }
        }

        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Marquee", ["version"] = "1", ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" } },
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["apiKey"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["apiKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-API-Key" },
                },
                ["schemas"] = AllSchemas(),
            },
        };
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Options))
        {
            document.WriteTo(json);
        }

        return stream.ToArray();
    }

    /// <summary>The schemas of all files in <c>OpenApi/Schemas</c>, file after file.</summary>
    private static JsonObject AllSchemas()
    {
        var schemas = new JsonObject();
        var assembly = typeof(OpenApiDocument).Assembly;
        foreach (var file in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Schemas/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(file)!;
            foreach (var (name, schema) in JsonNode.Parse(stream)!.AsObject())
            {
                schemas.Add(name, schema!.DeepClone());
            }
        }

        return schemas;
    }

    private static JsonObject Operation(RouteEndpoint endpoint, RouteDescription description)
    {
        var scope = endpoint.Metadata.GetMetadata<RequiredScope>()!.Scope;
        var operation = new JsonObject
        {
            ["tags"] = new JsonArray(description.Tag),
            ["operationId"] = NameOf(endpoint),
            ["summary"] = description.Summary,
            ["description"] = $"{(description.Remarks is { } remarks ? remarks + " " : "")}{(scope == Scopes.None ? "Needs no key." : $"Needs the scope `{scope.ToString().ToLowerInvariant()}`.")}",
            ["parameters"] = Parameters(endpoint, description),
        };
        if (scope == Scopes.None)
        {
            operation["security"] = new JsonArray();
        }

        if (description.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(description.BodyType, body) };
        }

        var responses = new JsonObject();
        foreach (var status in description.Statuses)
        {
            responses[status.ToString()] = status is 204 or 304 || description.Answer is null
                ? new JsonObject { ["description"] = status == 304 ? "It is as If-None-Match says." : "Done." }
                : new JsonObject { ["description"] = "Done.", ["content"] = Content(description.AnswerType, description.Answer) };
        }

        responses["default"] = new JsonObject { ["description"] = "What went wrong.", ["content"] = Content(ProblemJson.ContentType, "Problem") };
        operation["responses"] = responses;
        return operation;
    }

    private static JsonArray Parameters(RouteEndpoint endpoint, RouteDescription description)
    {
        var parameters = new JsonArray();
        foreach (var parameter in endpoint.RoutePattern.Parameters)
        {
            parameters.Add((JsonNode)Parameter(parameter.Name, "path", "string", "Percent-encoded.", required: true));
        }

        foreach (var parameter in description.Query)
        {
            parameters.Add((JsonNode)Parameter(parameter.Name, "query", parameter.Type, parameter.Description, parameter.Description.EndsWith("Required.", StringComparison.Ordinal)));
        }

        foreach (var header in description.Headers)
        {
            parameters.Add((JsonNode)Parameter(header, "header", "string", header switch
            {
                "Idempotency-Key" => "Names the request: a second one with the same key changes nothing and gets the same answer, for a day.",
                "If-Match" => "Only if the record has this ETag.",
                _ => "Only if the record does not have this ETag.",
            }, required: false));
        }

        return parameters;
    }

    private static JsonObject Parameter(string name, string place, string type, string description, bool required) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = required,
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = type },
    };

    private static JsonObject Content(string mediaType, string schema) =>
        new() { [mediaType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = Schemas + schema } } };

    /// <summary>Method and path as one word: <c>getUsersByIdRecommendations</c>.</summary>
    private static string NameOf(RouteEndpoint endpoint)
    {
        var name = new StringBuilder(endpoint.Metadata.GetMetadata<RouteCounters>()!.Method.ToLowerInvariant());
        foreach (var part in endpoint.RoutePattern.RawText!.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var word = part.Trim('{', '}');
            name.Append(part[0] == '{' ? "By" : "").Append(char.ToUpperInvariant(word[0])).Append(word[1..]);
        }

        return name.ToString();
    }
}
