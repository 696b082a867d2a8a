using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marquee.Server;

/// <summary>JSON merge patch (RFC 7396): what the patch names is replaced, null takes away, the rest stays.</summary>
internal static class MergePatch
{
    /// <summary>Reads a patch.</summary>
    /// <exception cref="ProblemException">It is no JSON object.</exception>
    public static JsonObject Read(byte[] body)
    {
        try
        {
            // A key that is given twice shows when the keys are first looked at.
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new ProblemException(Problem.BadRequest("The body is not a JSON object in braces."));
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Problem.BadRequest($"The body is not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}."));
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(Problem.BadRequest("The body holds a text that is not valid Unicode."));
        }
    }

    /// <summary>A record with a patch over it, as JSON.</summary>
    public static byte[] Over(ReadOnlyMemory<byte> record, JsonObject patch)
    {
        var target = JsonNode.Parse(record.Span)!.AsObject();
        Merge(target, patch);
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(target);
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(Problem.BadRequest("The body holds a text that is not valid Unicode."));
        }
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner)
            {
                if (target[name] is not JsonObject there)
                {
                    target[name] = there = [];
                }

                Merge(there, inner);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
