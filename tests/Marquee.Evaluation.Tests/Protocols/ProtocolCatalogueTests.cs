using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Protocols;

public class ProtocolCatalogueTests
{
    public static TheoryData<string> Names => [.. ProtocolCatalogue.All.Select(protocol => protocol.Name)];

    [Fact]
    public void The_protocols_are_those_of_the_documentation() =>
        ProtocolCatalogue.All.Select(protocol => protocol.Name).ShouldBe(["random", "random-item", "leave-last-out", "strong", "timeline"]);

    [Fact]
    public void A_wrong_name_is_answered_with_the_right_ones() =>
        Should.Throw<OptionException>(() => ProtocolCatalogue.Find("rnd")).Message.ShouldContain("random, random-item, leave-last-out");

    [Theory, MemberData(nameof(Names))]
    public void Nothing_that_is_asked_was_learnt_or_told(string name)
    {
        var task = ProtocolCatalogue.Find(name).Task(Snapshot(), seed: 1);
        task.Cases.ShouldNotBeEmpty();
        foreach (var one in task.Cases)
        {
            one.Relevant.ToArray().ShouldNotContain(item => task.Train.Interactions.ByUser[one.User, item] != 0);
            one.Relevant.ToArray().Intersect(one.History.Items.ToArray()).ShouldBeEmpty();
            one.Candidates.IsEmpty.ShouldBeTrue();
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_seed_decides_what_is_random_and_nothing_else(string name)
    {
        var protocol = ProtocolCatalogue.Find(name);
        Questions(protocol.Task(Snapshot(), 1)).ShouldBe(Questions(protocol.Task(Snapshot(), 1)));
        (Questions(protocol.Task(Snapshot(), 1)) != Questions(protocol.Task(Snapshot(), 2))).ShouldBe(protocol.IsRandom);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_report_has_a_row_for_each_model_and_says_how_it_came_about(string name)
    {
        var protocol = ProtocolCatalogue.Find(name);
        var report = protocol.Run(
            Snapshot(), "small", [ModelSetup.Of("most-popular"), ModelSetup.Of("recently-popular")], MetricCatalogue.AllAt(10), new ExperimentSettings { Seeds = 2 });
        report.Rows.Select(row => (row.Model, row.Seeds, row.Published)).ShouldBe([("most-popular", 2, false), ("recently-popular", 2, false)]);
        report.Rows.ShouldAllBe(row => row.Metric("ndcg@10") > 0 && row.Metric("ndcg@10") < 1);
        report.Protocol.ShouldStartWith(name);
        report.Protocol.ShouldContain("whole catalogue");
        report.Suite.ShouldBeNull();
        PairedComparison.Compare(report.Runs[0]["ndcg@10"], report.Runs[1]["ndcg@10"], 1).Users.ShouldBeGreaterThan(10);
    }

    [Theory, MemberData(nameof(Names))]
    public void Histories_carry_times(string name) =>
        ProtocolCatalogue.Find(name).Task(Snapshot(), 1).Cases.ShouldAllBe(one => one.History.TimesMemory.Length == one.History.Count && !one.History.TimesMemory.ToArray().Contains(EventLog.NoTime));

    [Fact]
    public void The_timeline_trains_anew_at_each_cut_and_asks_until_the_next()
    {
        var snapshot = Snapshot();
        var tasks = new TimelineProtocol(4).Experiments(snapshot, 1).Select(experiment => experiment.Tasks.Single()).ToArray();
        // 1,500 events a minute apart: the last fifth begins with event 1,200, and 75 lie between two cuts.
        tasks.Select(task => task.Train.Events.Count).ShouldBe([1200, 1275, 1350, 1425]);
        tasks.Select(task => task.Cases[0].History.Context.Now).ShouldBe([.. new[] { 1200, 1275, 1350, 1425 }.Select(e => (long?)(1_000_000 + (e * 60)) * 1000)]);
        tasks.Select(task => task.Part).ShouldBeUnique();
        for (var cut = 0; cut < tasks.Length; cut++)
        {
            var until = cut + 1 < tasks.Length ? tasks[cut + 1].Train.Events.Count : 1500;
            var asked = Small.PairsOf(snapshot.Events).Take(until).Skip(tasks[cut].Train.Events.Count).ToHashSet();
            asked.ExceptWith(Small.PairsOf(tasks[cut].Train.Events));
            tasks[cut].Cases.SelectMany(one => one.Relevant.ToArray().Select(item => (one.User, item))).ShouldBe(asked, ignoreOrder: true);
        }
    }

    [Fact]
    public void One_cut_asks_for_all_that_is_left()
    {
        var experiment = new TimelineProtocol(1).Experiments(Snapshot(), 1).ShouldHaveSingleItem();
        Questions(experiment.Tasks[0]).ShouldBe(Questions(new TimelineProtocol(7).Task(Snapshot(), 1)));
        experiment.Tasks[0].Part.ShouldBeNull();
    }

    [Fact]
    public void Cuts_that_fall_together_are_one()
    {
        var events = Enumerable.Range(0, 100).Select(e => new Interaction
        {
            UserId = $"u{e % 10}",
            ItemId = $"i{e / 10}",
            Kind = InteractionKinds.Watch,
            Time = DateTimeOffset.FromUnixTimeSeconds(e < 95 ? e : 95),
        });
        var builder = new SnapshotBuilder();
        foreach (var interaction in events)
        {
            builder.Add(interaction);
        }

        new TimelineProtocol(10).Experiments(builder.Build(), 1).Count().ShouldBe(9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_timeline_has_some_cuts_and_not_too_many(int cuts) =>
        Should.Throw<OptionException>(() => new TimelineProtocol(cuts)).Message.ShouldContain("1 to 100");

    [Fact]
    public void The_report_of_a_timeline_has_every_cut_with_its_users()
    {
        var report = new TimelineProtocol(3).Run(Snapshot(), "small", [ModelSetup.Of("most-popular")], MetricCatalogue.AllAt(10), new ExperimentSettings());
        var row = report.Rows.ShouldHaveSingleItem();
        row.Parts.Count.ShouldBe(3);
        row.Parts.ShouldAllBe(part => part.Users > 10 && part.Means.Count == row.Metrics.Count);
        row.Intervals.First(interval => interval.Key == "ndcg@10").Value.Contains(row.Metric("ndcg@10")!.Value).ShouldBeTrue();
        row.ToJson()["parts"]![2]!["metrics"]!["ndcg@10"]!.GetValue<double>().ShouldBe(row.Parts[2].Means.First(mean => mean.Key == "ndcg@10").Value);
    }

    [Fact]
    public void Data_without_times_have_no_timeline() =>
        Should.Throw<InvalidDataException>(() => new TimelineProtocol().Experiments(Small.Snapshot(3, [0, 1], [1, 2]), 1).ToArray()).Message.ShouldContain("time");

    [Fact]
    public void The_timeline_asks_at_the_moment_of_the_cut()
    {
        var task = ProtocolCatalogue.Find("timeline").Task(Snapshot(), 1);
        var now = task.Cases[0].History.Context.Now.ShouldNotBeNull();
        task.Cases.Select(one => one.History.Context.Now).Distinct().ShouldBe([now]);
        task.Cases.SelectMany(one => one.History.Times.ToArray()).Max().ShouldBeLessThan(now);
    }

    [Fact]
    public void Strong_generalisation_learns_nothing_from_those_it_asks_about()
    {
        var task = ProtocolCatalogue.Find("strong").Task(Snapshot(), 1);
        task.Cases.ShouldAllBe(one => task.Train.Interactions.ByUser.RowLength(one.User) == 0 && one.History.Count > 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Options_are_chosen_on_data_that_are_not_tested(string name)
    {
        var protocol = ProtocolCatalogue.Find(name);
        var (test, validation) = (protocol.Task(Snapshot(), 3), protocol.ValidationTask(Snapshot(), 3));
        var tested = test.Cases.SelectMany(one => one.Relevant.ToArray().Select(item => (one.User, item))).ToHashSet();
        validation.Cases.ShouldNotBeEmpty();
        validation.Cases.SelectMany(one => one.Relevant.ToArray().Concat(one.History.Items.ToArray()).Select(item => (one.User, item))).ShouldAllBe(pair => !tested.Contains(pair));
        Small.PairsOf(validation.Train.Events).ShouldAllBe(pair => !tested.Contains(pair));
        validation.Cases.ShouldAllBe(one => one.Relevant.ToArray().All(item => validation.Train.Interactions.EntryOf(one.User, item) < 0));
    }

    [Fact]
    public void Strong_generalisation_is_validated_with_users_who_neither_train_nor_are_tested()
    {
        var protocol = ProtocolCatalogue.Find("strong");
        var (test, validation) = (protocol.Task(Snapshot(), 3), protocol.ValidationTask(Snapshot(), 3));
        validation.Cases.Select(one => one.User).Intersect(test.Cases.Select(one => one.User)).ShouldBeEmpty();
        validation.Cases.ShouldAllBe(one => validation.Train.Interactions.ByUser.RowLength(one.User) == 0 && one.History.Count > 0);
    }

    [Fact]
    public void Data_of_which_nothing_can_be_held_out_are_refused() =>
        Should.Throw<InvalidDataException>(() => ProtocolCatalogue.Find("leave-last-out").Task(Small.Snapshot(3, [0], [1]), 1))
            .Message.ShouldContain("leaves nobody to ask about");

    private static string Questions(RankingTask task) =>
        string.Join('\n', task.Cases.Select(one => $"{one.User}: {string.Join(' ', one.History.Items.ToArray())} -> {string.Join(' ', one.Relevant.ToArray())}"));

    private static Snapshot Snapshot()
    {
        var random = new SplittableRandom(9);
        var builder = new SnapshotBuilder();
        for (var e = 0; e < 1500; e++)
        {
            builder.Add(new Interaction
            {
                UserId = $"u{random.Next(60)}",
                ItemId = $"i{(int)(40 * random.NextDouble() * random.NextDouble())}",
                Kind = InteractionKinds.Rating,
                Value = 1 + random.Next(5),
                Time = DateTimeOffset.FromUnixTimeSeconds(1_000_000 + (e * 60)),
            });
        }

        return builder.Build();
    }
}
