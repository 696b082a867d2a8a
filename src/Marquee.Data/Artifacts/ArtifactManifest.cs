using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marquee.Data;

/// <summary>The file <c>model.json</c> of an artifact in a folder: its properties and the table of its arrays, under a checksum of their own.</summary>
internal sealed record ArtifactManifest(JsonObject Properties, IReadOnlyList<ArtifactArray> Arrays)
{
    public const string FileName = "model.json";
    private const int FormatVersion = 1;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson()
    {
        var content = new JsonObject
        {
            ["format"] = FormatVersion,
            ["properties"] = Properties.DeepClone(),
            ["arrays"] = new JsonArray([.. Arrays.Select(array => array.ToJson())]),
        };
        content["checksum"] = Checksum(content);
        return content.ToJsonString(Indented) + "\n";
    }

    /// <exception cref="InvalidDataException">The text is no manifest, is one of another version, or was changed.</exception>
    public static ArtifactManifest Parse(string json, string path)
    {
        try
        {
            var content = JsonNode.Parse(json)!.AsObject();
            var version = (int)content["format"]!;
            if (version != FormatVersion)
            {
                throw new InvalidDataException($"{path}: the model is in format {version}; this version of Marquee reads format {FormatVersion}.");
            }

            content.Remove("checksum", out var checksum);
            if ((string?)checksum != Checksum(content))
            {
                throw new InvalidDataException($"{path}: the checksum does not match the content; the file was changed or damaged. Copy or train the model again.");
            }

            return new ArtifactManifest(
                content["properties"]!.DeepClone().AsObject(),
                [.. content["arrays"]!.AsArray().Select(array => ArtifactArray.FromJson(array!.AsObject()))]);
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}: this is not the description of a model; the file was changed or damaged. Copy or train the model again.", exception);
        }
    }

    private static string Checksum(JsonObject content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToJsonString())));
}
