using System.Text.Json;

namespace Marquee.Content;

/// <summary>Maps as JSON.</summary>
public static class ItemMapJson
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>Writes a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="stream">Where to.</param>
    public static void Write(ItemMap map, Stream stream) => JsonSerializer.Serialize(stream, map, Camel);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="stream">Where from.</param>
    /// <exception cref="InvalidDataException">It is no map, or names a cluster that it does not have.</exception>
    public static ItemMap Read(Stream stream)
    {
        try
        {
            var map = JsonSerializer.Deserialize<ItemMap>(stream, Camel) ?? throw new InvalidDataException("The file holds no map.");
            return map.Points.FirstOrDefault(point => point.Cluster < 0 || point.Cluster >= map.Clusters.Count) is { } wrong
                ? throw new InvalidDataException($"Item '{wrong.Item}' is in cluster {wrong.Cluster}; the map has {map.Clusters.Count}.")
                : map;
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"The file holds no map: {problem.Message}", problem);
        }
    }
}
