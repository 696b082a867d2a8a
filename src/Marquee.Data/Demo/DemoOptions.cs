namespace Marquee.Data.Demo;

/// <summary>What the built-in service is made with. The same options give the same service, bit by bit.</summary>
public sealed record DemoOptions
{
    /// <summary>Seed of all chance.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Number of simulated viewers, at least 1.</summary>
    public int Viewers { get; init; } = 3_000;

    /// <summary>First day of the two years (730 days) that are simulated.</summary>
    public DateOnly Start { get; init; } = new(2023, 1, 1);

    /// <summary>
    /// The quality gap put in on purpose: viewers of 60 and over watch this share of what others watch, and choose with this share of the others'
    /// determination. A model therefore knows less about them and serves them worse. 1 removes the gap.
    /// </summary>
    public double SixtyPlusShare { get; init; } = 0.7;

    /// <summary>
    /// The exposure gap put in on purpose: items whose language is not English were put before viewers this often for each time that an equally
    /// appealing item in English was. 1 removes the gap.
    /// </summary>
    public double OtherLanguagesExposure { get; init; } = 0.5;
}
