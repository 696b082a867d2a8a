using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>What is asked of a list, besides for whom. Every limit is a floor of what the rules of the catalogue forbid anyway: hidden items and those that cannot be shown now.</summary>
public sealed record ListRequest
{
    /// <summary>Length of the list, 1 to 1,000. Default 10.</summary>
    public int Count { get; init; } = 10;

    /// <summary>How many of the best to leave out, for the pages after the first. Default 0.</summary>
    public int Offset { get; init; }

    /// <summary>Name of the model; null for the main one.</summary>
    public string? Model { get; init; }

    /// <summary>Categories, labels and kinds that items must, may and must not be of.</summary>
    public ItemFilter Filter { get; init; } = new();

    /// <summary>Ids of items that must not come. Unknown ones are no exception.</summary>
    public ValueList<string> Exclude { get; init; } = [];

    /// <summary>Whether items may come that the user has dealt with. What they rejected never comes. Default no.</summary>
    public bool IncludeSeen { get; init; }

    /// <summary>Where the user is (ISO 3166-1 alpha-2); null for what is known of them.</summary>
    public string? Country { get; init; }

    /// <summary>What they watch on.</summary>
    public string? Device { get; init; }

    /// <summary>Oldest minimum age that an item may have; null for any.</summary>
    public int? MaximumAge { get; init; }

    /// <summary>Most items of one franchise; null for any number.</summary>
    public int? MaximumPerFranchise { get; init; }

    /// <summary>How much variety counts against score, 0 (the default: nothing) to 1.</summary>
    public float Diversity { get; init; }

    /// <summary>How much the categories of the history should come back in their shares, 0 (the default: not at all) to 1.</summary>
    public float Calibration { get; init; }

    /// <summary>Share of the places that are given to chance among the best candidates, 0 (the default) to 1; every item then bears its propensity.</summary>
    public float Exploration { get; init; }

    /// <summary>Whether to give reasons. Default no.</summary>
    public bool Explain { get; init; }

    /// <summary>Where the list is shown, for the log of served lists. Default <c>recommend</c>.</summary>
    public string Surface { get; init; } = "recommend";
}
