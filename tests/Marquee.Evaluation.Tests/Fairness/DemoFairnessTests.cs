using Marquee.Data.Demo;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Fairness;

/// <summary>The demo service has two gaps that were put there. The report finds both, finds less where they were not put there, and re-ranking halves the one of exposure.</summary>
public sealed class DemoFairnessTests(DemoFairnessTests.Reports reports) : IClassFixture<DemoFairnessTests.Reports>
{
    private const string OtherLanguages = "language!=en";

    [Fact]
    public void Viewers_of_sixty_and_over_are_served_worst_and_it_is_no_chance()
    {
        var age = reports.WithGaps.Runs[0].Users.Single(one => one.Attribute == "ageGroup");
        age.Worst!.Name.ShouldBe("60+");
        age.GapP.ShouldBeLessThan(0.001);
        age.CorrectedP.ShouldBeLessThan(0.001);
        age.Groups.Single(group => group.Name == "60+").P.ShouldBeLessThan(0.001);
        age.Groups.Single(group => group.Name == "60+").Difference.ShouldBeLessThan(-0.05);
        age.GapInterval.Low.ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void No_gap_is_found_between_viewers_where_none_was_put()
    {
        // Gender means nothing in the simulation.
        reports.WithGaps.Runs[0].Users.Single(one => one.Attribute == "gender").CorrectedP.ShouldBeGreaterThan(0.05);
        var age = reports.Without.Runs[0].Users.Single(one => one.Attribute == "ageGroup");
        age.Groups.Single(group => group.Name == "60+").P.ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void Items_in_other_languages_than_English_get_less_exposure_than_their_share_of_the_catalogue_and_of_profiles()
    {
        var others = Others(reports.WithGaps);
        others.ExposureInterval.High.ShouldBeLessThan(others.Profile);
        others.GapInterval.High.ShouldBeLessThan(0);
        others.Profile.ShouldBeLessThan(others.Catalogue);
        others.Exposure.ShouldBeLessThan(0.6 * others.Catalogue);

        var even = Others(reports.Without);
        even.Catalogue.ShouldBe(others.Catalogue, "the catalogue is the same");
        (even.Catalogue - even.Exposure).ShouldBeLessThan(0.7 * (others.Catalogue - others.Exposure), "less lacks where nothing was put in its way");
        even.Profile.ShouldBeGreaterThan(others.Profile);
    }

    [Theory]
    [InlineData("catalogue")]
    [InlineData("profile")]
    public void Re_ranking_halves_the_gap_of_exposure_for_less_than_two_percent_of_accuracy(string target)
    {
        var outcome = reports.WithGaps.Runs.Select(run => run.ReRanking).OfType<ReRankingOutcome>().Single(one => one.Goal == $"gap@10 {OtherLanguages} to {target}");
        outcome.GoalBefore.ShouldBeGreaterThan(0.03);
        outcome.ValidationClosed!.Value.ShouldBeGreaterThanOrEqualTo(0.5);
        Math.Abs(outcome.GoalAfter).ShouldBeLessThanOrEqualTo(0.5 * outcome.GoalBefore);
        outcome.RelativeChange.ShouldBeGreaterThan(-0.02);
        outcome.Change.Difference.ShouldBe(reports.WithGaps.Runs.Single(run => run.ReRanking == outcome).Metrics[0].Value - outcome.Before, 1e-12);
    }

    [Fact]
    public void Exposure_after_re_ranking_is_what_the_outcome_says()
    {
        var run = reports.WithGaps.Runs.Single(one => one.ReRanking?.Goal == $"gap@10 {OtherLanguages} to catalogue");
        var others = run.Items.Single(one => one.Attribute == OtherLanguages).Groups[0];
        (others.Catalogue - others.Exposure).ShouldBe(run.ReRanking!.GoalAfter, 1e-9);
    }

    [Fact]
    public void Lists_follow_tastes_for_languages()
    {
        var slope = Others(reports.WithGaps).Slope;
        slope.SlopeInterval.Low.ShouldBeGreaterThan(0.2);
        slope.SlopeInterval.Contains(slope.Slope).ShouldBeTrue();
    }

    [Fact]
    public void The_page_shows_every_run_and_stands_alone()
    {
        var page = FairnessPage.Write(reports.WithGaps);
        page.ShouldStartWith("<!DOCTYPE html>");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("src=");
        page.ShouldNotContain("href=");
        foreach (var run in reports.WithGaps.Runs)
        {
            page.ShouldContain(run.Name);
        }

        page.ShouldContain("60+");
        page.ShouldContain("not en");
    }

    [Fact]
    public void The_json_holds_no_number_that_is_none()
    {
        var json = reports.WithGaps.ToJson();
        json["runs"]!.AsArray().Count.ShouldBe(3);
        json.ToJsonString().ShouldNotContain("NaN");
        json["runs"]![1]!["reRanking"]!["options"]!["raise"]!.GetValue<string>().ShouldBe(OtherLanguages);
        json["runs"]![0]!["users"]![0]!["gap"]!["p"]!.GetValue<double>().ShouldBe(reports.WithGaps.Runs[0].Users[0].GapP);
    }

    private static ItemGroupExposure Others(FairnessReport report) => report.Runs[0].Items.Single(one => one.Attribute == OtherLanguages).Groups[0];

    /// <summary>The service as it is and a smaller one with neither gap, audited once for all tests.</summary>
    public sealed class Reports
    {
        public FairnessReport WithGaps { get; } = Audit(
            new DemoOptions(), ReRankerSetup.Parse($"exposure:raise={OtherLanguages},target=catalogue"), ReRankerSetup.Parse($"exposure:raise={OtherLanguages}"));

        public FairnessReport Without { get; } = Audit(new DemoOptions { Viewers = 1000, SixtyPlusShare = 1, OtherLanguagesExposure = 1 });

        private static FairnessReport Audit(DemoOptions options, params ReRankerSetup[] reRankers) => FairnessAudit.Run(
            ProtocolCatalogue.Find("random"),
            new DemoService(options).ToSnapshot(),
            "the demo service",
            [ModelSetup.Of("ease")],
            new FairnessQuestions { Users = ["ageGroup", "gender"], Items = [OtherLanguages], ReRankers = reRankers, Close = reRankers.Length > 0 ? 0.5 : null },
            new ExperimentSettings());
    }
}
