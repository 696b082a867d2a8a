using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public class RankerFeaturesTests
{
    /// <summary>Ann met c on day 0 and a on day 40; bob met a and b on day 39.5, his first; nobody met d.</summary>
    private static readonly Snapshot Small = Build();

    private static readonly ItemTrends Trends = ItemTrends.Of(Small);

    [Fact]
    public void Popularity_counts_stretches_back_from_the_newest_moment_against_the_mean_item()
    {
        Trends.Newest.ShouldBe(At(40));
        ShouldBe(window: 0, Math.Log(3 / 1.75), Math.Log(2 / 1.75), Math.Log(1 / 1.75), Math.Log(1 / 1.75));
        ShouldBe(window: Array.IndexOf(ItemTrends.Windows, 90), Math.Log(3 / 2.0), 0, 0, Math.Log(1 / 2.0));
        ShouldBe(window: ItemTrends.Windows.Length - 1, Math.Log(3 / 2.0), 0, 0, Math.Log(1 / 2.0));

        // Of those who came back only ann, to a.
        ShouldBe(window: ItemTrends.Windows.Length, Math.Log(2 / 1.25), Math.Log(1 / 1.25), Math.Log(1 / 1.25), Math.Log(1 / 1.25));

        static void ShouldBe(int window, params double[] expected)
        {
            for (var item = 0; item < expected.Length; item++)
            {
                Trends.Popularity(item)[window].ShouldBe((float)expected[item], 1e-6f, $"window {window}, item {item}");
            }
        }
    }

    [Fact]
    public void Ages_are_days_before_the_newest_moment()
    {
        (Trends.DaysSinceFirst(0), Trends.DaysSinceLast(0)).ShouldBe((0.5f, 0f));
        (Trends.DaysSinceFirst(2), Trends.DaysSinceLast(2)).ShouldBe((40f, 40f));
        Trends.DaysSinceFirst(3).ShouldBe(float.NaN);
        Trends.DaysSinceRelease(0).ShouldBe(30);

        // Of a year alone the middle stands for it: from the first of July 2023 to the tenth of February 2024.
        Trends.DaysSinceRelease(1).ShouldBe(224);
        Trends.DaysSinceRelease(2).ShouldBe(float.NaN);
    }

    [Fact]
    public void Who_asks_is_told_by_the_items_that_are_known()
    {
        var history = Small.HistoryOf(0, At(42));
        var more = new History(new[] { 99, 2, 0, -1 }, default, new[] { At(41), At(0), At(40), At(41) }, history.Context);
        foreach (var asker in new[] { Asker.Of(history, Trends), Asker.Of(more, Trends) })
        {
            (asker.Count, asker.SinceNewest, asker.SinceLastVisit, asker.SinceFirstVisit, asker.OfLastDay).ShouldBe((2, 2f, 2f, 42f, 1f));
            asker.UsualAge.ShouldBe((float)Math.Log(33), 1e-5f);

            // Of ann's two items one is of category x, where three in four interactions are; none is of y.
            asker.AffinityTo([0]).ShouldBe((float)Math.Log((1 + 5 * 0.75 + 0.1) / 7.1 / 0.76), 1e-5f);
            asker.AffinityTo([0, 1]).ShouldBe((float)(Math.Log((1 + 5 * 0.75 + 0.1) / 7.1 / 0.76) + Math.Log((5 * 0.25 + 0.1) / 7.1 / 0.26)) / 2, 1e-5f);
            asker.RecentAffinityTo([0]).ShouldBe((float)Math.Log((1 + 5 * 0.75 + 0.1) / 6.1 / 0.76), 1e-5f);
            asker.AffinityTo([]).ShouldBe(float.NaN);
        }

        var stranger = Asker.Of(default, Trends);
        (stranger.Count, stranger.SinceNewest, stranger.SinceLastVisit, stranger.OfLastDay, stranger.UsualAge).ShouldBe((0, 0f, float.NaN, float.NaN, float.NaN));
    }

    [Fact]
    public void A_row_says_what_is_known_of_user_and_item()
    {
        var features = new RankerFeatures(Trends, ["ease", "als"]);
        var row = new float[features.Count];
        RankerFeatures.FillBlend(2, 3, row);
        RankerFeatures.FillPair(Trends, Asker.Of(Small.HistoryOf(0, At(42)), Trends), 1, row.AsSpan(features.PairStart));
        Of("its place in the blend").ShouldBe(2);
        Of("its lead in the blend").ShouldBe(-1);
        Of("popular today").ShouldBe((float)Math.Log(2 / 1.75), 1e-6f);
        Of("its trend this month").ShouldBe(Trends.Popularity(1)[Array.IndexOf(ItemTrends.Windows, 30)], 1e-6f);
        Of("how long it has been watched").ShouldBe(2.5f);
        Of("new since the last visit").ShouldBe(-0.5f);
        Of("its release").ShouldBe(226);
        Of("released since the last visit").ShouldBe(-224);
        Of("its age beside what was watched").ShouldBe((float)Math.Log(227 / 33.0), 1e-5f);
        Of("length of the history").ShouldBe(2);
        Of("time since the last visit").ShouldBe(2);
        Of("time since the first visit").ShouldBe(42);
        Of("length of the last visit").ShouldBe(1);

        float Of(string name) => row[features.Names.ToList().IndexOf(name)];
    }

    [Fact]
    public void Each_feature_has_a_name_a_group_and_a_direction()
    {
        var features = new RankerFeatures(Trends, ["ease", "als"]);
        features.Names.ShouldBeUnique();
        features.Names.Count.ShouldBe(features.Count);
        features.Groups.Count.ShouldBe(features.Count);
        features.Monotone.Count.ShouldBe(features.Count);
        features.Names.Zip(features.Monotone).Where(pair => pair.Second == 1).Select(pair => pair.First)
            .ShouldBe(features.Names.Where(name => name is "ease" or "als" || name.EndsWith("the blend", StringComparison.Ordinal) || name.StartsWith("popular", StringComparison.Ordinal)));
        features.Names.Zip(features.Groups).Single(pair => pair.First == "its release").Second.ShouldBe("how new it is");
        features.Names.Zip(features.Groups).Single(pair => pair.First == "time since the last visit").Second.ShouldBe("when you were here");
        features.Names.Zip(features.Groups).Single(pair => pair.First == "its categories").Second.ShouldBe("its categories");
    }

    [Fact]
    public void Cuts_lie_evenly_among_the_events_and_ask_for_one_stretch_each()
    {
        var snapshot = SampleSnapshots.Tastes();
        var times = snapshot.Interactions.Times.ToArray().Order().ToArray();
        var cuts = RollingCuts.Of(snapshot, 5, 0.2).Select(cut => cut()).ToArray();
        cuts.Length.ShouldBe(5);
        for (var cut = 0; cut < cuts.Length; cut++)
        {
            var start = 0.8 - 0.1 * cut;
            cuts[cut].Test.Now.ShouldBe(times[(int)(start * times.Length)]);
            cuts[cut].Train.Interactions.Times.ToArray().ShouldAllBe(time => time < cuts[cut].Test.Now);
            cuts[cut].Test.Targets.Times.ToArray().ShouldAllBe(time => time >= cuts[cut].Test.Now);
            var end = cut == 0 ? long.MaxValue : times[(int)((start + 0.2) * times.Length)];
            cuts[cut].Test.Targets.Times.ToArray().Max().ShouldBeLessThan(end);
        }

        // Before the start there is nothing to learn from.
        RollingCuts.Of(snapshot, 100, 0.5).Count.ShouldBe(2);
    }

    private static long At(double day) => SampleSnapshots.Start.AddDays(day).ToUnixTimeMilliseconds();

    private static Snapshot Build()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new Item { Id = "a", ReleaseDate = new DateOnly(2024, 1, 11), Categories = ["x"] });
        builder.Add(new Item { Id = "b", Year = 2023, Categories = ["x", "y"] });
        builder.Add(new Item { Id = "c" });
        builder.Add(new Item { Id = "d" });
        Add("ann", "c", 0);
        Add("ann", "a", 40);
        Add("bob", "a", 39.5);
        Add("bob", "b", 39.5);
        return builder.Build();

        void Add(string user, string item, double day) =>
            builder.Add(new Interaction { UserId = user, ItemId = item, Kind = InteractionKinds.Rating, Time = SampleSnapshots.Start.AddDays(day) });
    }
}
