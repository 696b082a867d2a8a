using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests;

public sealed class OffPolicyAuditTests
{
    private const int Users = 150;
    private const int Items = 12;
    private const long Day = 86_400_000;
    private const long Served = 100 * Day;
    private static readonly Exploration Chance = new(share: 0.6, pool: 6);
    private static readonly ModelSetup Popular = new(ModelCatalogue.Find("most-popular"), ModelCatalogue.Find("most-popular").Options.Defaults);
    private static readonly ModelSetup Neighbours = new(ModelCatalogue.Find("item-knn"), ModelCatalogue.Find("item-knn").Options.Defaults);

    [Fact]
    public void Judges_the_model_that_served_by_what_it_brought()
    {
        var report = Run(Popular);
        var result = report.Results.ShouldHaveSingleItem();
        result.Served.ShouldBeGreaterThan(0.1);
        result.Ips.Value.ShouldBe(result.Served, 1e-6);
        result.Snips.Change.ShouldBe(0, 1e-6);
        result.EffectiveLists.ShouldBe(Users, 1e-3);
        result.Warnings.ShouldBeEmpty();
        report.ServedBy.ShouldBe([KeyValuePair.Create("most-popular/1", Users)]);
        (report.Lists, report.Users, report.First, report.Last).ShouldBe((Users, Users, Served, Served + Users - 1));
    }

    [Fact]
    public void Prefers_the_model_that_knows_what_viewers_like()
    {
        var report = Run(Popular, Neighbours);
        report.Results[1].Snips.Value.ShouldBeGreaterThan(1.2 * report.Results[0].Snips.Value);
        report.Results[1].DoublyRobust.ChangeInterval.Low.ShouldBeGreaterThan(0);
        var json = report.ToJson();
        json["results"]![1]!["snips"]!["value"]!.GetValue<double>().ShouldBe(report.Results[1].Snips.Value);
        json["assumption"]!.GetValue<string>().ShouldBe("item-position");
    }

    [Fact]
    public void Tells_why_nothing_can_be_evaluated()
    {
        var (snapshot, lists) = World();
        Should.Throw<OptionException>(() => OffPolicyAudit.Run(lists, snapshot, "test", [Popular], new OffPolicyQuestions { Now = Served + 10 }, new ExperimentSettings()))
            .Message.ShouldBe("There are no served lists of the surface 'recommend' to evaluate with. 150 were left out: so new that rewards may still come.");
    }

    [Fact]
    public void Refuses_a_model_without_ratings_as_a_reward_model()
    {
        var (snapshot, lists) = World();
        Should.Throw<OptionException>(() => OffPolicyAudit.Run(lists, snapshot, "test", [Popular], Questions with { RatingModel = Neighbours }, new ExperimentSettings()))
            .Message.ShouldContain("item-knn does not say what a user would rate");
    }

    private static OffPolicyQuestions Questions => new() { Now = Served + (10 * Day), Exploration = Chance, Weighing = new OffPolicyOptions { Resamples = 60 } };

    private static OffPolicyReport Run(params ModelSetup[] models)
    {
        var (snapshot, lists) = World();
        return OffPolicyAudit.Run(lists, snapshot, "test", models, Questions, new ExperimentSettings());
    }

    /// <summary>Viewers of even numbers like even items. What is popular was served with much chance, and half of what a viewer likes of it got a thumb.</summary>
    private static (Snapshot Snapshot, ServedList[] Lists) World()
    {
        var before = Builder().Build();
        var policy = new ModelPolicy(
            RecommendationPipeline.ForCatalogue(Popular.Family.Train(before, Popular.Options, new TrainingContext()), before.Items), new HistoriesAt(before), (user, now) => before.ContextOf(user, now), Chance);
        var root = new SplittableRandom(5);
        var after = Builder();
        var lists = new ServedList[Users];
        for (var user = 0; user < Users; user++)
        {
            var random = root.Split((ulong)user);
            var (items, propensities) = (new[] { -1, -1 }, new float[2]);
            for (var place = 0; place < items.Length; place++)
            {
                var chances = policy.Decide(Tests.Served.List(user, items, time: Served + user))[place];
                var (at, left) = (0, random.NextDouble());
                while (at < chances.Items.Length - 1 && left >= chances.Chances[at])
                {
                    left -= chances.Chances[at++];
                }

                (items[place], propensities[place]) = (chances.Items[at], (float)chances.Chances[at]);
                if (items[place] % 2 == user % 2 && random.Next(2) == 0)
                {
                    after.Add(new Interaction { UserId = $"u{user}", ItemId = $"i{items[place]}", Kind = InteractionKinds.ThumbUp, Time = DateTimeOffset.FromUnixTimeMilliseconds(Served + user + 1000) });
                }
            }

            lists[user] = Tests.Served.List(user, items, propensities, time: Served + user) with { Model = "most-popular/1" };
        }

        return (after.Build(), lists);
    }

    private static SnapshotBuilder Builder()
    {
        var random = new SplittableRandom(4);
        var builder = new SnapshotBuilder();
        for (var item = 0; item < Items; item++)
        {
            builder.Add(new Item { Id = $"i{item}" });
        }

        for (var user = 0; user < Users; user++)
        {
            for (var watched = 0; watched < 3; watched++)
            {
                builder.Add(new Interaction
                {
                    UserId = $"u{user}",
                    ItemId = $"i{(2 * random.Next(Items / 2)) + (user % 2)}",
                    Kind = InteractionKinds.Watch,
                    Progress = 1,
                    Time = DateTimeOffset.FromUnixTimeMilliseconds(watched * Day),
                });
            }
        }

        return builder;
    }
}
