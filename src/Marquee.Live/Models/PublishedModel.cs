using System.Text.Json.Nodes;

namespace Marquee.Live;

/// <summary>A published version as its folder describes it, whether it is served or not.</summary>
/// <param name="Name">Its name in the registry.</param>
/// <param name="Version">Its version.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="SizeBytes">What it takes on the disk.</param>
public sealed record PublishedModel(string Name, int Version, DateTimeOffset PublishedAt, long SizeBytes)
{
    /// <summary>Its family; null where its folder is damaged.</summary>
    public string? Family { get; init; }

    /// <summary>Its options; null where its folder is damaged.</summary>
    public JsonObject? Options { get; init; }

    /// <summary>Time of the newest event that it was trained on; null where that is not known.</summary>
    public DateTimeOffset? TrainedUntil { get; init; }

    /// <summary>Seed of its training; null where that is not known.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How long its training took; null where that is not known.</summary>
    public double? TrainSeconds { get; init; }

    /// <summary>Whether it was published to be looked at first: it is served when it is chosen, not before.</summary>
    public bool IsHeld { get; init; }

    /// <summary>How it compared with the one that was served when it was trained; null where nothing was compared.</summary>
    public JudgedFigures? Judged { get; init; }
}
