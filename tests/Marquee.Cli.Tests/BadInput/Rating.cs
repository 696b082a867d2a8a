namespace Marquee.Cli.Tests.BadInput;

/// <summary>A rating as text, good or bad.</summary>
internal sealed record Rating(string User, string Item, string Value = "4", string Time = "978300760")
{
    /// <summary>The good ratings of every test.</summary>
    public static IReadOnlyList<Rating> Good { get; } =
    [
        new("1", "10"), new("1", "11", "3"), new("2", "10", "5", "978300761"), new("2", "12", "1", "978300762"), new("3", "11", "2", "978300763"), new("3", "12", "4", "978300764"),
    ];

    /// <summary>A rating that is not among them.</summary>
    public static Rating Another { get; } = new("4", "10", "3", "978300765");
}
