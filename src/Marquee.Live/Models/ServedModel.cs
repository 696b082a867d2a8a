using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>A published model that answers requests.</summary>
/// <param name="Name">Its name in the registry.</param>
/// <param name="Version">Its version; 0 for one that was never published.</param>
/// <param name="Family">Its family.</param>
/// <param name="Model">The model.</param>
/// <param name="TrainedUntil">Time of the newest event that it was trained on, in milliseconds since 1970 UTC; the largest number where that is not known.</param>
public sealed record ServedModel(string Name, int Version, ModelFamily Family, IModel Model, long TrainedUntil = long.MaxValue)
{
    /// <summary>Name and version, such as <c>ease/3</c>.</summary>
    public string Label { get; } = $"{Name}/{Version}";
}
