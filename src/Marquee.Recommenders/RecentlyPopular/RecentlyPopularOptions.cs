namespace Marquee.Recommenders;

/// <summary>Options of <see cref="RecentlyPopularTrainer"/>.</summary>
public sealed record RecentlyPopularOptions : ModelOptions
{
    /// <summary>The newest share of all interactions that counts as recent. Default 0.1.</summary>
    [Option("The newest share of all interactions that counts as recent; 1 counts them all.",
        Minimum = 0.001, Maximum = 1, SearchMinimum = 0.01, Logarithmic = true)]
    public double WindowFraction { get; init; } = 0.1;

    /// <summary>After how many days a recent interaction counts half, measured back from the newest. Default 0: it does not fade.</summary>
    [Option("After how many days a recent interaction counts only half, measured back from the newest one; 0 does not let it fade.",
        Minimum = 0, Maximum = 36500, SearchMinimum = 0, SearchMaximum = 365)]
    public double HalfLifeDays { get; init; }

    /// <summary>How many recent interactions the whole past of the most popular item is worth. Default 1.</summary>
    [Option("How many recent interactions the whole past of the most popular item is worth, and that of others in proportion; orders what is not recent.",
        Minimum = 0, Maximum = 1000000, SearchMinimum = 0, SearchMaximum = 100)]
    public double Smoothing { get; init; } = 1;

    /// <summary>How much an interaction of somebody's first day counts. Default 1, as much as any other.</summary>
    [Option("How much an interaction of a user's first day counts beside one of a later day; less asks what those watch who come back, not what newcomers try.",
        Minimum = 0, Maximum = 1)]
    public double NewcomerWeight { get; init; } = 1;
}
