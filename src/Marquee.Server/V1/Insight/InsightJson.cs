using System.Text.Json;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>What several answers about data have in common.</summary>
internal static class InsightJson
{
    /// <summary>A moment; left out where there is none.</summary>
    public static void Write(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } moment)
        {
            json.WriteString(name, moment.UtcDateTime);
        }
    }

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
