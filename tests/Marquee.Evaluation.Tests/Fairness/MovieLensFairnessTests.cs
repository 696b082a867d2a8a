using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Fairness;

/// <summary>On real ratings: women are served worse than men, action films fill more of the lists than of the histories, and re-ranking halves that.</summary>
public sealed class MovieLensFairnessTests
{
    [Fact]
    public void Finds_the_gap_between_women_and_men_and_halves_the_excess_of_action_films()
    {
        var builder = new SnapshotBuilder();
        DatasetFormats.Find("movielens-1m").Read(RealData.Folder("movielens-1m"), builder, ReadContext.Strict);
        var report = FairnessAudit.Run(
            ProtocolCatalogue.Find("random"),
            builder.Build(),
            "MovieLens 1M",
            [ModelSetup.Of("ease")],
            new FairnessQuestions { Users = ["gender"], Items = ["categories=Action"], ReRankers = [ReRankerSetup.Parse("exposure:raise=categories!=Action")], Close = 0.5 },
            new ExperimentSettings());

        var gender = report.Runs[0].Users[0];
        (gender.Best!.Name, gender.Worst!.Name).ShouldBe(("M", "F"));
        gender.GapP.ShouldBeLessThan(0.001);
        gender.GapInterval.Low.ShouldBeGreaterThan(0.04);
        report.Runs[0].Items[0].Groups[0].GapInterval.Low.ShouldBeGreaterThan(0.05);

        var outcome = report.Runs[1].ReRanking!;
        outcome.GoalAfter.ShouldBeInRange(0, 0.5 * outcome.GoalBefore);
        outcome.RelativeInterval.Low.ShouldBeGreaterThan(-0.02);
    }
}
