namespace Marquee.Recommenders;

/// <summary>Options of <see cref="ExposureReRanker"/>.</summary>
public sealed record ExposureOptions : ModelOptions
{
    /// <summary>How much relevance the group's share is worth.</summary>
    [Option("What standing in the group is worth, in standard deviations of the candidates' scores: 0 changes nothing, 5 lets nothing else count.", Minimum = 0, Maximum = 100, SearchMinimum = 0.1, SearchMaximum = 5)]
    public double Strength { get; init; } = 0.5;

    /// <summary>The items to raise.</summary>
    [Option("The items to raise, such as popularity=tail, language!=en or categories=documentary.")]
    public string Raise { get; init; } = "popularity=tail";

    /// <summary>Up to which share of the list's exposure.</summary>
    [Option("Up to which share of the list's exposure: profile (their share of the user's history), catalogue (their share of all items), or a number from 0 to 1.")]
    public string Target { get; init; } = "profile";

    /// <summary>Candidates for each place of the list.</summary>
    [Option("Candidates for each place of the list: more leave more room and take longer.", Minimum = 1, Maximum = 1000)]
    public int Depth { get; init; } = 10;
}
