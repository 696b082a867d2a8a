namespace Marquee.Recommenders;

/// <summary>Options of <see cref="DislikeReRanker"/>.</summary>
public sealed record DislikeOptions : ModelOptions
{
    /// <summary>What being just like a rejected item costs.</summary>
    [Option("What it costs to be just like something that the user rejected, in standard deviations of the candidates' scores: 0 changes nothing.", Minimum = 0, Maximum = 100, SearchMinimum = 0.1, SearchMaximum = 5)]
    public double Strength { get; init; } = 1;

    /// <summary>By what items are alike.</summary>
    [Option("By what items are alike, separated by +: category, label, person, country, language, kind, year, decade.", Form = "names joined by +, such as category+label")]
    public string By { get; init; } = "category+label+person";

    /// <summary>Candidates for each place of the list.</summary>
    [Option("Candidates for each place of the list: more leave more room and take longer.", Minimum = 1, Maximum = 1000)]
    public int Depth { get; init; } = 10;
}
