namespace Marquee.Recommenders;

/// <summary>Options of <see cref="DemographicTrainer"/>.</summary>
public sealed record DemographicOptions : ModelOptions
{
    /// <summary>Names of the attributes that count, separated by commas; empty for all that have few enough values. Default empty.</summary>
    [Option("Which attributes of users count; nothing for all that have few enough values.", Form = "names separated by commas, such as country,gender")]
    public string Attributes { get; init; } = string.Empty;

    /// <summary>How many values an attribute may have. Default 50.</summary>
    [Option("An attribute of more values than this is left out, unless it was named.", Minimum = 2, Maximum = 10000, SearchMinimum = 5, SearchMaximum = 200, Logarithmic = true)]
    public int MaximumValues { get; init; } = 50;

    /// <summary>How far groups are drawn towards everyone, as a multiple of what the scatter between groups suggests. Default 2.</summary>
    [Option("How far groups are drawn towards everyone; 1 is as far as the scatter between groups suggests, more trusts groups less.",
        Minimum = 0.001, Maximum = 1000000, SearchMinimum = 0.25, SearchMaximum = 16, Logarithmic = true)]
    public double Shrinkage { get; init; } = 2;

    /// <summary>How far the deviations of groups count. Default 1.</summary>
    [Option("How far what groups like differently counts; 0 is popularity alone, 1 takes attributes for independent.", Minimum = 0, Maximum = 10, SearchMaximum = 2)]
    public double Strength { get; init; } = 1;

    /// <summary>Added to the number of users who met an item. Default 1.</summary>
    [Option("Added to the number of users who met an item; more brings rare items nearer to each other.", Minimum = 0.001, Maximum = 1000000, SearchMinimum = 0.1, SearchMaximum = 100, Logarithmic = true)]
    public double Smoothing { get; init; } = 1;
}
