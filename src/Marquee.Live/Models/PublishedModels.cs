using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>Describes published versions. Each is read once: a version never changes and its number never comes back.</summary>
internal sealed class PublishedModels
{
    private readonly ConcurrentDictionary<(string Name, int Version), PublishedModel> _known = new();

    /// <summary>Writes beside a model what is to be told of it.</summary>
    public static void Describe(ArtifactWriter writer, ulong seed, TimeSpan took, bool isHeld, JudgedFigures? judged)
    {
        writer.Properties["seed"] = seed;
        writer.Properties["trainSeconds"] = Math.Round(took.TotalSeconds, 3);
        if (isHeld)
        {
            writer.Properties["held"] = true;
        }

        if (judged is not null)
        {
            writer.Properties["judged"] = JsonSerializer.SerializeToNode(judged, JsonSerializerOptions.Web);
        }
    }

    /// <summary>Describes a version.</summary>
    public PublishedModel Of(ModelVersion version) => _known.GetOrAdd((version.Name, version.Version), _ => Read(version));

    private static PublishedModel Read(ModelVersion version)
    {
        var folder = new DirectoryInfo(version.Directory);
        var described = new PublishedModel(
            version.Name, version.Version, new DateTimeOffset(folder.LastWriteTimeUtc), folder.Exists ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0);
        try
        {
            var properties = DirectoryArtifactReader.ReadProperties(version.Directory);
            return described with
            {
                Family = (string?)properties["family"],
                Options = properties["options"]?.DeepClone() as JsonObject,
                TrainedUntil = (long?)properties["trainedUntil"] is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
                Seed = (ulong?)properties["seed"],
                TrainSeconds = (double?)properties["trainSeconds"],
                IsHeld = (bool?)properties["held"] ?? false,
                Judged = properties["judged"]?.Deserialize<JudgedFigures>(JsonSerializerOptions.Web),
            };
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException or InvalidOperationException or JsonException or FormatException or ArgumentOutOfRangeException)
        {
            // Damaged: that it is there is all that can be told. Whoever serves it is told why it cannot be.
            return described;
        }
    }
}
