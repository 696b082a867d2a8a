using System.Text.Json;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>What several answers about data have in common.</summary>
internal static class InsightJson
{
    /// <summary>Counts by kind, as an object.</summary>
    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<KindCount> kinds)
    {
        json.WriteStartObject(name);
        foreach (var (kind, count) in kinds)
        {
            json.WriteNumber(kind, count);
        }

        json.WriteEndObject();
    }
}
