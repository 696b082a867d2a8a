namespace Marquee.Recommenders;

/// <summary>Options of <see cref="CalibratedReRanker"/>.</summary>
public sealed record CalibratedOptions : ModelOptions
{
    /// <summary>Weight of calibration against relevance, Steck's lambda.</summary>
    [Option("Weight of calibration against relevance: 0 changes nothing, 1 looks at nothing but the shares.", Minimum = 0, Maximum = 1, SearchMinimum = 0.02)]
    public double Strength { get; init; } = 0.5;

    /// <summary>By what items are grouped.</summary>
    [Option("By what items are grouped: categories, language, countries, decade, popularity, any attribute.")]
    public string Items { get; init; } = "categories";

    /// <summary>Share of the profile that is mixed into the list's distribution, Steck's alpha.</summary>
    [Option("Share of the profile mixed into the list's distribution, so that a group that the list lacks costs much and not infinitely much.", Minimum = 1e-6, Maximum = 0.5)]
    public double Smoothing { get; init; } = 0.01;

    /// <summary>After how many days an entry of the history counts half; 0 for never.</summary>
    [Option("After how many days an entry of the history counts half; 0 counts old and new alike.", Minimum = 0)]
    public double HalfLifeDays { get; init; }

    /// <summary>Candidates for each place of the list.</summary>
    [Option("Candidates for each place of the list: more leave more room and take longer.", Minimum = 1, Maximum = 1000)]
    public int Depth { get; init; } = 10;
}
