using System.Text.Json.Nodes;

namespace Marquee.Data;

/// <summary>One array of an artifact in a folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Bytes">Length of its file.</param>
/// <param name="Sha256">Checksum of its file, hexadecimal.</param>
internal sealed record ArtifactArray(string Name, ArtifactType Type, int[] Shape, long Bytes, string Sha256)
{
    public string FileName => FileNameOf(Name, Type);

    public static string FileNameOf(string name, ArtifactType type) => $"{name}.{type.ToString().ToLowerInvariant()}";

    public static int SizeOf(ArtifactType type) => type == ArtifactType.Int64 ? 8 : 4;

    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["type"] = Type.ToString().ToLowerInvariant(),
        ["shape"] = new JsonArray([.. Shape.Select(dimension => (JsonNode)dimension)]),
        ["file"] = FileName,
        ["bytes"] = Bytes,
        ["sha256"] = Sha256,
    };

    public static ArtifactArray FromJson(JsonObject json) => new(
        (string)json["name"]!,
        Enum.Parse<ArtifactType>((string)json["type"]!, ignoreCase: true),
        [.. json["shape"]!.AsArray().Select(dimension => (int)dimension!)],
        (long)json["bytes"]!,
        (string)json["sha256"]!);
}
