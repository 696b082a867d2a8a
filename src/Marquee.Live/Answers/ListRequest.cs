using System.Buffers;
using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>What is asked of a list, besides for whom. Hidden items, those that cannot be shown now and those that the user rejected never come, whatever is asked.</summary>
public sealed record ListRequest
{
    /// <summary>Longest list that may be asked for, <see cref="Offset"/> included.</summary>
    public const int Longest = 10_000;

    private static readonly SearchValues<char> SurfaceCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-:/_");

    /// <summary>Length of the list, at least 0. Default 10.</summary>
    public int Count { get; init; } = 10;

    /// <summary>How many of the best to leave out, for the pages after the first, at least 0. Default 0.</summary>
    public int Offset { get; init; }

    /// <summary>Name of the model; null for the main one.</summary>
    public string? Model { get; init; }

    /// <summary>Categories, labels and kinds that items must, may and must not be of; null for any.</summary>
    public ItemFilter? Filter { get; init; }

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

    /// <summary>Most items of one franchise; null for what the service is set to (<see cref="ServingDefaults"/>).</summary>
    public int? MaximumPerFranchise { get; init; }

    /// <summary>How much variety counts against score, 0 (nothing) to 1; null for what the service is set to (<see cref="ServingDefaults"/>).</summary>
    public float? Diversity { get; init; }

    /// <summary>How much the categories of the history should come back in their shares, 0 (not at all) to 1; null for what the service is set to.</summary>
    public float? Calibration { get; init; }

    /// <summary>Share of the places that are given to chance among the best candidates, 0 (none) to 1; every item then bears its propensity. Null for what the service is set to.</summary>
    public float? Exploration { get; init; }

    /// <summary>Whether to give reasons. Default no.</summary>
    public bool Explain { get; init; }

    /// <summary>Where the list is shown, for the log of served lists: up to 64 letters, digits, hyphens, colons and slashes. Default <c>recommend</c>.</summary>
    public string Surface { get; init; } = "recommend";

    /// <summary>Whether the answer may be given again: chance has no part in it, and it is not large.</summary>
    internal bool IsReusable => !(Exploration > 0) && !Explain && Count + Offset <= 100 && Exclude.Count <= 20;

    /// <exception cref="ArgumentException">A number is outside its range; the message says which and what would be right.</exception>
    internal void Check()
    {
        if (Count < 0 || Offset < 0 || (long)Count + Offset > Longest)
        {
            throw new ArgumentException($"A list of {Count} items after the first {Offset} was asked for; both must be at least 0 and together at most {Longest}.");
        }

        CheckShare(Diversity, "diversity");
        CheckShare(Calibration, "calibration");
        CheckShare(Exploration, "exploration");
        if (Exploration > 0 && Offset > 0)
        {
            throw new ArgumentException("A page after the first was asked for with exploration; only a first page can leave places to chance, since what stands above a later one is not known any more.");
        }

        if (Surface.Length is 0 or > 64 || Surface.AsSpan().ContainsAnyExcept(SurfaceCharacters))
        {
            throw new ArgumentException("A surface is named by up to 64 letters, digits, hyphens, colons and slashes.");
        }

        if (MaximumPerFranchise < 1)
        {
            throw new ArgumentException($"At most {MaximumPerFranchise} items of a franchise were asked for; it must be at least 1.");
        }
    }

    private static void CheckShare(float? value, string name)
    {
        if (value is not (null or (>= 0 and <= 1)))
        {
            throw new ArgumentException($"The {name} asked for is {value}; it must be from 0 to 1.");
        }
    }
}
