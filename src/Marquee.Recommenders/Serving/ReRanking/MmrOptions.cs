namespace Marquee.Recommenders;

/// <summary>Options of <see cref="MmrReRanker"/>.</summary>
public sealed record MmrOptions : ModelOptions
{
    /// <summary>Weight of being unlike against relevance, 1 less Carbonell and Goldstein's lambda.</summary>
    [Option("Weight of being unlike what stands above against relevance: 0 changes nothing, 1 looks at nothing but likeness.", Minimum = 0, Maximum = 1, SearchMinimum = 0.02)]
    public double Strength { get; init; } = 0.3;

    /// <summary>By what items are alike.</summary>
    [Option("By what items are alike, separated by +: category, label, person, country, language, kind, year, decade.", Form = "names joined by +, such as category+label")]
    public string By { get; init; } = "category+label+person";

    /// <summary>Candidates for each place of the list.</summary>
    [Option("Candidates for each place of the list: more leave more room and take longer.", Minimum = 1, Maximum = 1000)]
    public int Depth { get; init; } = 10;
}
