using System.Text.Json.Serialization;

namespace Marquee.Live;

/// <summary>What a list gets where its request does not say: lists that are chosen for somebody (recommendations, sessions, home pages). Lists whose order has a meaning of its own, as of what is popular or alike, are left as they are.</summary>
public sealed record ServingDefaults
{
    /// <summary>Name of the model that answers; null for that of the configuration, or the one that was published last.</summary>
    public string? Model { get; init; }

    /// <summary>How much variety counts against score, 0 (the default: nothing) to 1.</summary>
    public float Diversity { get; init; }

    /// <summary>How much the categories of the history should come back in their shares, 0 (the default: not at all) to 1.</summary>
    public float Calibration { get; init; }

    /// <summary>Share of the places that are given to chance, 0 (the default) to 1; on first pages only.</summary>
    public float Exploration { get; init; }

    /// <summary>Most items of one franchise, at least 1; null (the default) for any number.</summary>
    [JsonPropertyName("maxPerFranchise")]
    public int? MaximumPerFranchise { get; init; }

    /// <summary>A request with what it does not say filled in.</summary>
    internal ListRequest Over(ListRequest request) => this is { Diversity: 0, Calibration: 0, Exploration: 0, MaximumPerFranchise: null } ? request : request with
    {
        Diversity = request.Diversity ?? Diversity,
        Calibration = request.Calibration ?? Calibration,
        // What stands above a later page is not known any more where chance had a part in it.
        Exploration = request.Exploration ?? (request.Offset == 0 ? Exploration : 0),
        MaximumPerFranchise = request.MaximumPerFranchise ?? MaximumPerFranchise,
    };

    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    internal void Check() => new ListRequest { Diversity = Diversity, Calibration = Calibration, Exploration = Exploration, MaximumPerFranchise = MaximumPerFranchise }.Check();
}
