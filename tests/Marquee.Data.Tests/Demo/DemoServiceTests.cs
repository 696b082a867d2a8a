using Marquee.Data.Demo;

namespace Marquee.Data.Tests.Demo;

public sealed class DemoServiceTests
{
    private static readonly DemoService Service = new();
    private static readonly Recorder Recorded = Record(Service);

    [Fact]
    public void Has_three_thousand_viewers_from_twenty_countries_all_labelled_as_simulated()
    {
        Recorded.Users.Count.ShouldBe(3_000);
        Recorded.Users.Select(user => user.Attributes["country"]).Distinct().Count().ShouldBe(20);
        Recorded.Users.ShouldAllBe(user => user.Attributes["simulated"] == "true");
    }

    [Fact]
    public void Has_about_three_hundred_thousand_interactions_over_two_years()
    {
        Recorded.Interactions.Count.ShouldBeInRange(270_000, 330_000);
        Recorded.Interactions[0].Time!.Value.UtcDateTime.ShouldBeGreaterThanOrEqualTo(new DateTime(2023, 1, 1));
        Recorded.Interactions[^1].Time!.Value.UtcDateTime.ShouldBeLessThan(new DateTime(2025, 1, 1));
        Recorded.Interactions.Select(interaction => interaction.Time).ShouldBeInOrder();
    }

    [Theory]
    [InlineData(InteractionKinds.Watch, 100_000)]
    [InlineData(InteractionKinds.ThumbUp, 5_000)]
    [InlineData(InteractionKinds.ThumbDown, 1_000)]
    [InlineData(InteractionKinds.ListAdd, 5_000)]
    [InlineData(InteractionKinds.Search, 5_000)]
    public void Has_interactions_of_every_kind(string kind, int atLeast) =>
        Recorded.Interactions.Count(interaction => interaction.Kind == kind).ShouldBeGreaterThan(atLeast);

    [Fact]
    public void Is_the_same_for_the_same_seed_and_another_for_another()
    {
        var small = new DemoOptions { Viewers = 40 };
        var once = Record(new DemoService(small)).Interactions;
        Record(new DemoService(small)).Interactions.ShouldBe(once);
        Record(new DemoService(small with { Seed = 43 })).Interactions.ShouldNotBe(once);
    }

    [Fact]
    public void Gives_a_viewer_the_same_life_however_many_others_there_are()
    {
        var alone = Record(new DemoService(new DemoOptions { Viewers = 1 })).Interactions;
        Recorded.Interactions.Where(interaction => interaction.UserId == "viewer-0001").ShouldBe(alone);
    }

    [Fact]
    public void Shows_nothing_before_its_launch()
    {
        var launch = Service.World.Items.Select((item, index) => (item.Id, Service.World.LaunchDay[index])).ToDictionary();
        Recorded.Interactions
            .Where(interaction => interaction.ItemId.Length > 0)
            .Count(interaction => (interaction.Time!.Value.UtcDateTime - new DateTime(2023, 1, 1)).TotalDays < launch[interaction.ItemId])
            .ShouldBe(0);
    }

    [Fact]
    public void Has_a_long_tail()
    {
        var watches = Recorded.Interactions.Where(interaction => interaction.Kind == InteractionKinds.Watch)
            .CountBy(interaction => interaction.ItemId).Select(pair => pair.Value).OrderDescending().ToArray();
        var head = watches.Take(Service.World.Items.Count / 10).Sum() / (double)watches.Sum();
        head.ShouldBeInRange(0.25, 0.6);
        watches.Length.ShouldBeGreaterThan(Service.World.Items.Count * 9 / 10);
    }

    [Fact]
    public void Has_the_quality_gap_that_is_stated()
    {
        var sixtyPlus = Service.Viewers.Where(viewer => viewer.User.Attributes["ageGroup"] == "60+").ToArray();
        var others = Service.Viewers.Where(viewer => viewer.User.Attributes["ageGroup"] != "60+").ToArray();
        sixtyPlus.Length.ShouldBeGreaterThan(150);
        (sixtyPlus.Average(viewer => viewer.WatchesPerYear) / others.Average(viewer => viewer.WatchesPerYear)).ShouldBe(0.7, 0.1);
        sixtyPlus.ShouldAllBe(viewer => Math.Abs(viewer.Determination - (0.7 * others[0].Determination)) < 1e-12);
    }

    [Fact]
    public void Has_the_exposure_gap_that_is_stated()
    {
        var fair = Record(new DemoService(new DemoOptions { Viewers = 400, OtherLanguagesExposure = 1 }));
        var gap = Record(new DemoService(new DemoOptions { Viewers = 400 }));
        var english = Service.World.Items.Where(item => item.Language == "en").Select(item => item.Id).ToHashSet();
        double Odds(Recorder recorder)
        {
            var watched = recorder.Interactions.Where(interaction => interaction.Kind == InteractionKinds.Watch).ToArray();
            var inEnglish = watched.Count(interaction => english.Contains(interaction.ItemId));
            return (watched.Length - inEnglish) / (double)inEnglish;
        }

        // Half as often at each choice; over all choices less, since a determined viewer comes to the item in the end.
        (Odds(gap) / Odds(fair)).ShouldBeInRange(0.5, 0.8);
    }

    [Fact]
    public void Lets_viewers_watch_what_they_truly_like()
    {
        var index = Service.World.Items.Select((item, at) => (item.Id, at)).ToDictionary();
        var viewer = Service.Viewers.Select((viewer, number) => (viewer, number)).First(pair => pair.viewer.WatchesPerYear > 60 && pair.viewer.Determination > 1).viewer;
        var watched = Recorded.Interactions.Where(interaction => interaction.UserId == viewer.User.Id && interaction.Kind == InteractionKinds.Watch)
            .Select(interaction => viewer.Utility(index[interaction.ItemId], 365)).Average();
        var all = Enumerable.Range(0, index.Count).Average(item => viewer.Utility(item, 365));
        watched.ShouldBeGreaterThan(all + 0.5);
    }

    private static Recorder Record(DemoService service)
    {
        var recorder = new Recorder();
        service.CopyTo(recorder);
        return recorder;
    }

    private sealed class Recorder : IDatasetSink
    {
        public List<User> Users { get; } = [];

        public List<Item> Items { get; } = [];

        public List<Interaction> Interactions { get; } = [];

        public void Add(User user) => Users.Add(user);

        public void Add(Item item) => Items.Add(item);

        public void Add(Interaction interaction) => Interactions.Add(interaction);
    }
}
