using Marquee.Content;
using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>How many views a title will have in the half-year in which it comes, known before it comes: the honest question that <see cref="NetflixHoursSuite"/> does not ask.</summary>
/// <remarks>Three tasks, pooled: what was first reported in each of the last three half-years, from everything reported before. Models and the pull of comparables are chosen, and intervals calibrated, on what was first reported in the half-years between.</remarks>
public sealed class NetflixLaunchSuite : ContentSuite
{
    /// <inheritdoc/>
    public override string Name => "netflix-launch";

    /// <inheritdoc/>
    public override string Summary => "Netflix engagement reports, views of titles first reported later (squared error of logarithms), rung by rung";

    /// <inheritdoc/>
    public override string Dataset => "Netflix top tens and engagement";

    /// <inheritdoc/>
    public override bool LowerIsBetter => true;

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "by time: titles first reported from 2024 on, half-year by half-year, each estimated from all titles first reported before; only titles that the public list of 2021 has too",
        "nothing is ranked: views in the half-year of the first report are estimated from what is known before it",
        "every such title",
        LaunchLadder.Words + "; over all titles of the three half-years");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Methods => LaunchLadder.Methods;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Measured => LaunchLadder.Measured;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => LaunchLadder.Measured;

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkRow> Measure(IReadOnlyList<string> methods, BenchmarkInput input, ExperimentSettings settings)
    {
        var folder = FindFolder(input, NetflixFiles.Engagement, "netflix");
        var catalogue = new NetflixCatalogue(LaunchVectors.AddTo(NetflixFiles.ReadTitles(Path.Combine(folder, NetflixFiles.Titles), ReadContext.Strict), new AudienceOptions().Dimensions, settings));
        var launches = NetflixLaunches.OfEngagement(NetflixFiles.ReadEngagement(Path.Combine(folder, NetflixFiles.Engagement), ReadContext.Strict), catalogue);
        DateOnly[] periods = [.. launches.Select(launch => launch.Period).Distinct().Order()];
        // What countries of origin are like is taken from lists that end before the first of the later half-years.
        var weeks = NetflixFiles.ReadWeeks(Path.Combine(folder, NetflixFiles.CountryWeeks), ReadContext.Strict);
        var countries = CountrySpace.Learn(NetflixLaunches.OfCountries([.. weeks.Where(week => week.Week < periods[1])], null));
        var tasks = periods.Skip(2).Select(period => new LaunchTask(
            [.. launches.Where(launch => launch.Period < period).Select(launch => launch.Launch)],
            [.. launches.Where(launch => launch.Period == period).Select(launch => launch.Launch)],
            [.. periods.Skip(1).Where(cut => cut < period)]));
        return [.. new LaunchLadder([.. tasks], new AudienceOptions { Attributes = NetflixLaunches.Attributes, Countries = countries }, settings).Run(methods, null)];
    }
}
