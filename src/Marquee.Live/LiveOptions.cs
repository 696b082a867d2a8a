using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>How a <see cref="LiveEngine"/> works.</summary>
public sealed record LiveOptions
{
    /// <summary>How kinds of interaction become weights. Default <see cref="InteractionWeighting.Default"/>.</summary>
    public InteractionWeighting Weighting { get; init; } = InteractionWeighting.Default;

    /// <summary>Name of the model that answers where a request names none; null (the default) for the one that was published last.</summary>
    public string? Model { get; init; }

    /// <summary>How many change sets may wait for the store, at least 1; further ones wait to wait. Default 10,000.</summary>
    public int QueueCapacity { get; init; } = 10_000;

    /// <summary>How many users are remembered who asked and did not change, at least 1: some ten kilobytes each. Default 20,000.</summary>
    public int RememberedUsers { get; init; } = 20_000;

    /// <summary>How fast what is watched these days fades.</summary>
    public TrendOptions Trends { get; init; } = new();

    /// <summary>
    /// The data are loaded anew in the background, at most this often, where a person was erased (until then something of them is in memory), where a published model knows newer items, or where much has changed. Default 1 minute.
    /// </summary>
    public TimeSpan ReloadAtMostEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often to look whether somebody else wrote to the store or published a model. Default 2 seconds.</summary>
    public TimeSpan LookAround { get; init; } = TimeSpan.FromSeconds(2);
}
