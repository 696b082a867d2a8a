using Marquee.Content;
using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>How present a title will be in the weekly top tens of each country, known before it comes.</summary>
public sealed class NetflixCountriesSuite : ContentSuite
{
    private static readonly DateOnly[] Tests = [new(2022, 10, 1), new(2023, 10, 1), new(2024, 10, 1)];
    private static readonly DateOnly FirstValidation = new(2022, 4, 1);

    /// <inheritdoc/>
    public override string Name => "netflix-countries";

    /// <inheritdoc/>
    public override string Summary => "Netflix weekly top tens of 94 countries, presence of titles in the eight weeks after they come (squared error of logarithms), rung by rung";

    /// <inheritdoc/>
    public override string Dataset => "Netflix top tens and engagement";

    /// <inheritdoc/>
    public override bool LowerIsBetter => true;

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "by time: titles first in any country's list from October 2022 on, those of each year (and all from October 2024 on) estimated from what was known in full when it began; only titles that the public list of 2021 has too",
        "nothing is ranked: presence, the sum of 11 less the rank over eight weeks, is estimated in each country from what is known before",
        "every such title in every country that has lists, 0 where it is not listed",
        LaunchLadder.Words + "; intervals and p-values over titles");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Methods => LaunchLadder.Methods;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Measured => LaunchLadder.Measured;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => LaunchLadder.Measured;

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkRow> Measure(IReadOnlyList<string> methods, BenchmarkInput input, ExperimentSettings settings)
    {
        var folder = FindFolder(input, NetflixFiles.CountryWeeks, "netflix");
        var catalogue = new NetflixCatalogue(LaunchVectors.AddTo(NetflixFiles.ReadTitles(Path.Combine(folder, NetflixFiles.Titles), ReadContext.Strict), new AudienceOptions().Dimensions, settings));
        var launches = NetflixLaunches.OfCountries(NetflixFiles.ReadWeeks(Path.Combine(folder, NetflixFiles.CountryWeeks), ReadContext.Strict), catalogue);
        // A launch is known in full eight weeks after it; those that were not over when a test begins may not be learned from.
        const int KnownAfter = 7 * NetflixLaunches.Weeks;
        var tasks = Tests.Select((test, at) => new LaunchTask(
            [.. launches.Where(launch => launch.Date.AddDays(KnownAfter) < test)],
            [.. launches.Where(launch => launch.Date >= test && (at + 1 == Tests.Length || launch.Date < Tests[at + 1]))],
            [.. new[] { test.AddMonths(-12), test.AddMonths(-6) }.Where(cut => cut >= FirstValidation)]));
        var options = new AudienceOptions
        {
            Attributes = ["season"],
            DaysUntilKnown = KnownAfter,
            // A hundred thousand rows: fewer passes and trees do.
            Network = new() { Epochs = 2, BatchSize = 256, Members = 1 },
            Boosting = new AudienceOptions().Boosting with { Trees = 60, LearningRate = 0.1 },
        };
        return [.. new LaunchLadder([.. tasks], options, settings).Run(methods, null)];
    }
}
