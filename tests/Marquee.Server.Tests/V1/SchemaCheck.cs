using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

/// <summary>Whether an answer is what its schema says, nothing missing and nothing that the schema does not know: the console's types are made from it.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    public static async Task<SchemaCheck> Of(RunningServer server) => new((await server.Ask("GET", "/v1/openapi.json")).With(200).Json);

    /// <summary>What differs; nothing where all is well.</summary>
    public IReadOnlyList<string> Differences(JsonNode? value, string schema)
    {
        var found = new List<string>();
        Check(value, document["components"]!["schemas"]![schema]!.AsObject(), schema, found);
        return found;
    }

    private void Check(JsonNode? value, JsonObject schema, string path, List<string> found)
    {
        if (schema["$ref"] is { } reference)
        {
            Check(value, document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!.AsObject(), path, found);
            return;
        }

        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices)
        {
            var all = choices.Select(choice =>
            {
                var differences = new List<string>();
                Check(value, choice!.AsObject(), path, differences);
                return differences;
            }).ToArray();
            if (all.All(differences => differences.Count > 0))
            {
                found.AddRange(all.MinBy(differences => differences.Count)!);
            }

            return;
        }

        string[] types = schema["type"] switch { JsonArray several => [.. several.Select(one => one!.GetValue<string>())], { } one => [one.GetValue<string>()], null => [] };
        if (types.Length > 0 && !types.Any(type => Is(value, type)))
        {
            found.Add($"{path}: {value?.ToJsonString() ?? "null"} is no {string.Join(" or ", types)}");
            return;
        }

        if ((schema["const"] is { } only && !JsonNode.DeepEquals(only, value)) || (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value))))
        {
            found.Add($"{path}: {value?.ToJsonString()} is not allowed");
        }

        if (value is JsonObject json)
        {
            CheckObject(json, schema, path, found);
        }
        else if (value is JsonArray list && schema["items"] is JsonObject items)
        {
            for (var index = 0; index < list.Count; index++)
            {
                Check(list[index], items, $"{path}[{index}]", found);
            }
        }
    }

    private void CheckObject(JsonObject json, JsonObject schema, string path, List<string> found)
    {
        found.AddRange((schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !json.ContainsKey(name)).Select(name => $"{path}: {name} is missing"));
        foreach (var (name, inner) in json)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is JsonObject known)
            {
                Check(inner, known, $"{path}.{name}", found);
            }
            else
            {
                found.Add($"{path}: {name} is not in the schema");
            }
        }
    }

    private static bool Is(JsonNode? value, string type) => (type, value?.GetValueKind()) switch
    {
        ("null", null) => true,
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value!.AsValue().TryGetValue(out long _) || value.AsValue().TryGetValue(out ulong _),
        _ => false,
    };
}
