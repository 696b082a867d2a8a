using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks.Audience;

public class NetflixHoursTests
{
    private static readonly DateOnly Last = new(2023, 1, 29);

    [Fact]
    public void Knows_the_first_two_weeks_and_asks_for_all()
    {
        var launches = NetflixHours.Of([Row("A", 1, 5, 20), Row("A", 2, 7, 10), Row("A", 3, 9, 4), Row("B", 2, 1, 8), Row("B", 9, 1, 100)], Last);
        launches.Hours.ShouldBe([34, 8]);
        launches.Known.ShouldBe([30, 8]);
        launches.Features.Row(0).ToArray().ShouldBe([20, 10, 5, 7, 0.5f, 1]);
        launches.Features.Row(1).ToArray().ShouldBe([8, float.NaN, 1, float.NaN, float.NaN, 1]);
        launches.LogFeatures.Span.ToArray().ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void Leaves_out_what_lies_far_beyond_the_quartiles() =>
        NetflixHours.Of([.. Enumerable.Range(0, 20).Select(number => Row($"{number}", 1, 1, 10 + number)), Row("hit", 1, 1, 100)], Last).Hours.Max().ShouldBe(29);

    [Fact]
    public void Can_be_told_when_titles_came_out_and_how_long_they_run()
    {
        var premiere = new DateOnly(2023, 1, 5);
        var launches = NetflixHours.Of(
            [Row("A", 2, 5, 20), Row("A", 4, 7, 10), Row("A", 5, 9, 4), Row("B", 2, 1, 8)],
            Last,
            [new NetflixEngagement { PeriodStart = new DateOnly(2023, 1, 1), Titles = ["A"], ReleaseDate = premiere, Runtime = 4, HoursViewed = 1 }]);
        // Two weeks between the listings, none left before the last, listed on the third day, four hours, 30 million hours of four.
        launches.Features.Row(0).ToArray()[6..].ShouldBe([2, 1, 3, 4, 7.5f]);
        launches.Features.Row(1).ToArray()[6..].ShouldBe([float.NaN, 3, float.NaN, float.NaN, float.NaN]);
        launches.LogFeatures.Row(0)[7..].ToArray().ShouldBe([MathF.Log(3), MathF.Log(2), MathF.Log(4), MathF.Log(5), MathF.Log(8.5f)], 1e-6);
    }

    [Fact]
    public void A_method_that_is_not_there_is_answered_with_those_that_are() =>
        Should.Throw<OptionException>(() => new NetflixHoursSuite().CheckModels(["als"])).Message.ShouldContain("linear on logs, random forest, boosted trees, network");

    [Fact]
    public void The_published_protocol_gives_what_is_known_of_it()
    {
        var rows = new NetflixHoursSuite().Run(new BenchmarkInput(RealData.Folder("netflix")), new ExperimentSettings { Seeds = 3 }, ["linear on logs"]).Rows.Where(row => !row.Published).ToArray();
        rows.Select(row => row.Variant).ShouldBe(["until 27 August 2023", "whole file"]);
        rows[1].Metric("r2")!.Value.ShouldBeInRange(0.86, 0.91);
    }

    private static NetflixTopRow Row(string show, int week, int rank, double millions) => new()
    {
        Week = new DateOnly(2023, 1, 1).AddDays(7 * (week - 1)),
        Category = "TV (English)",
        Rank = rank,
        Show = show,
        HoursViewed = millions * 1e6,
    };
}
