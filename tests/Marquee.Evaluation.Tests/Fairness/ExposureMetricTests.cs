using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Fairness;

public class ExposureMetricTests
{
    // Items 0 and 1 are comedies, 2 is a drama, 3 both.
    private static readonly Snapshot Films = Catalogue(["comedy"], ["comedy"], ["drama"], ["comedy", "drama"]);
    private static readonly Grouping Categories = ItemGroups.Of(Films, "categories");
    private static readonly double Second = 1 / Math.Log2(3);

    [Fact]
    public void Exposure_counts_places_by_their_discount()
    {
        Exposure(0, 2, 0).ShouldBe(Second / (1 + Second), 1e-12);
        Exposure(1, 2, 0).ShouldBe(1 / (1 + Second), 1e-12);
        Exposure(0, 3, 2).ShouldBe(0.5 / (1 + Second), 1e-12);
        Exposure(0, 0, 1, 2).ShouldBe(1, 1e-12, "only the first two places count");
        double.IsNaN(Exposure(0)).ShouldBeTrue();
        new GroupExposureAt(Categories, 1, 2).Key.ShouldBe("exposure@2 categories: drama");
    }

    [Fact]
    public void A_list_in_the_proportions_of_the_history_is_calibrated()
    {
        Miscalibration([0, 2], [3]).ShouldBe(0, 1e-12);
        // All drama where half was comedy: q = 0.01 p + 0.99 (0, 1).
        Miscalibration([0, 2], [2]).ShouldBe((0.5 * Math.Log(0.5 / 0.005)) + (0.5 * Math.Log(0.5 / 0.995)), 1e-12);
        double.IsNaN(Miscalibration([], [2])).ShouldBeTrue();
        double.IsNaN(Miscalibration([0], [])).ShouldBeTrue();
    }

    [Fact]
    public void The_gap_is_what_the_group_lacks()
    {
        var reRanker = new ExposureReRanker(Films, new ExposureOptions { Raise = "categories=drama", Target = "profile" });
        var metric = new ExposureGapAt(reRanker, 2);
        metric.Key.ShouldBe("gap@2 categories=drama to profile");
        // Items 2 and 3 are dramas: two thirds of the history.
        metric.Compute(User([0, 2, 3], [0, 1])).ShouldBe(2.0 / 3, 1e-12);
        metric.Compute(User([0, 2, 3], [2, 1])).ShouldBe((2.0 / 3) - (1 / (1 + Second)), 1e-12);
    }

    private static double Exposure(int group, params int[] list) => new GroupExposureAt(Categories, group, 2).Compute(User([0], list));

    private static double Miscalibration(int[] history, int[] list) => new MiscalibrationAt(Categories, 10).Compute(User(history, list));

    private static RankedUser User(int[] history, int[] list) => new(list, [], [], Small.Empty, new History(history));

    private static Snapshot Catalogue(params string[][] categories)
    {
        var builder = new SnapshotBuilder();
        for (var item = 0; item < categories.Length; item++)
        {
            builder.Add(new Item { Id = $"{item}", Categories = categories[item].ToValueList() });
        }

        return builder.Build();
    }
}
