using Marquee.Data;
using Marquee.Data.Demo;

namespace Marquee.Live.Tests;

public sealed class StatisticsTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Counts_what_there_is()
    {
        await using var service = await Small();
        var statistics = Look(service);

        (statistics.Users, statistics.Items, statistics.Interactions).ShouldBe((3, 4, 6));
        statistics.Kinds.ShouldBe([new KindCount("watch", 4), new KindCount("impression", 1), new KindCount("thumb-up", 1)]);
        statistics.FirstTime.ShouldBe(Start);
        statistics.LastTime.ShouldBe(Start.AddDays(3));
        statistics.DaysPerPoint.ShouldBe(1);
        statistics.PerDay.ShouldBe([(new DateOnly(2026, 5, 1), 3), (new DateOnly(2026, 5, 2), 2), (new DateOnly(2026, 5, 3), 0), (new DateOnly(2026, 5, 4), 1)]);

        // anna a and b, ben a; cleo opted out. Three of 3 x 4 pairs; the most watched item, of the tenth of four, has two.
        statistics.Density.ShouldNotBeNull().ShouldBe(3 / 12.0, 1e-12);
        statistics.TopShare.ShouldNotBeNull().ShouldBe(2 / 3.0, 1e-12);

        // c was only shown and to cleo alone, d is hidden.
        statistics.ItemsNeverSeen.ShouldBe(1);
        (statistics.UsersWithOneEvent, statistics.OptedOut, statistics.Erased).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task What_is_odd_is_named()
    {
        await using var service = await Small();
        await service.Engine.Apply(new ChangeSet()
            .Put(Watch("ben", "b", 24 * 40)).Put(Watch("ben", "a", 24 * 40) with { Kind = "dance", Progress = null })
            .Put(Watch("ben", "a", 2) with { Progress = 0.5f }).Put(Watch("ben", "a", 2) with { Progress = 0.5f, Time = Start.AddHours(2).AddSeconds(10) }).Put(Watch("ben", "a", 2) with { Progress = 0.5f, Time = Start.AddHours(2).AddSeconds(21) })
            .Put(new Item { Id = "a2", Title = " THE a ", Year = 2001, Kind = "film", Categories = ["x"] }).Put(new Item { Id = "e" }).DeleteUser("cleo"));
        var warnings = Look(service).Warnings.ToDictionary(warning => warning.Code, warning => (warning.Count, warning.Total, string.Join(",", warning.Examples)));

        warnings["future-events"].ShouldBe((2, 9, "ben"));
        warnings["repeated-events"].ShouldBe((1, 9, "ben"));
        warnings["double-items"].ShouldBe((1, 6, "a2"));
        warnings["kinds-without-weight"].ShouldBe((1, 9, "dance"));
        warnings["never-seen"].ShouldBe((3, 6, "c,a2,e"));
        warnings["without-title"].ShouldBe((4, 6, "b,c,d,e"));
        warnings["without-categories"].ShouldBe((5, 6, "a,b,c,d,e"));
        warnings.Keys.ShouldBe(["future-events", "repeated-events", "double-items", "kinds-without-weight", "never-seen", "without-title", "without-categories"]);
        Look(service).Erased.ShouldBe(1);
    }

    [Fact]
    public async Task Long_spans_are_put_together()
    {
        await using var service = await Small();
        await service.Engine.Apply(new ChangeSet().Put(Watch("ben", "a", -24 * 1000)));
        var statistics = Look(service);
        statistics.DaysPerPoint.ShouldBe(3);
        statistics.PerDay.Count.ShouldBeLessThanOrEqualTo(400);
        statistics.PerDay.Sum(point => point.Count).ShouldBe(7);
        statistics.PerDay[0].ShouldBe((new DateOnly(2023, 8, 5), 1));
    }

    [Fact]
    public async Task Nothing_at_all_is_nothing_odd()
    {
        await using var service = new LiveService();
        var statistics = Look(service);
        (statistics.Users, statistics.Items, statistics.Interactions).ShouldBe((0, 0, 0));
        statistics.Warnings.ShouldBeEmpty();
        statistics.PerDay.ShouldBeEmpty();
        (statistics.Density, statistics.TopShare, statistics.FirstTime).ShouldBe((null, null, null));
    }

    [Fact]
    public void The_demo_service_raises_no_alarm_and_a_bot_planted_in_it_does()
    {
        var paces = new Dictionary<string, List<long>>();
        new DemoService().CopyTo(new Times(paces), CancellationToken.None);
        List<Pace> people = [.. paces.Values.Select(PaceOf)];
        var bots = new SuspectedBots(people.ToArray());
        people.Count.ShouldBeGreaterThan(100);
        people.ShouldAllBe(pace => !bots.Suspects(pace));

        // Every two minutes all day long, and 400 in one hour.
        List<Pace> planted = [PaceOf([.. Enumerable.Range(0, 720).Select(step => Start.AddMinutes(2 * step).ToUnixTimeMilliseconds())]), PaceOf([.. Enumerable.Range(0, 400).Select(step => Start.AddSeconds(9 * step).ToUnixTimeMilliseconds())])];
        bots = new SuspectedBots([.. people, .. planted]);
        planted.ShouldAllBe(pace => bots.Suspects(pace));
        people.ShouldAllBe(pace => !bots.Suspects(pace));
    }

    [Fact]
    public void One_sign_alone_is_none()
    {
        var bots = new SuspectedBots([new Pace(20, 20, 5, float.NaN, 0, 0, 0)]);
        bots.TooMuch.ShouldBe(200);
        bots.Suspects(new Pace(300, 300, 3, 0.4f, 0, 0, 0)).ShouldBeFalse();
        bots.Suspects(new Pace(60, 60, 3, -0.9f, 0, 0, 0)).ShouldBeFalse();
        bots.Suspects(new Pace(24, 24, 24, float.NaN, 0, 0, 0)).ShouldBeFalse();
        bots.Suspects(new Pace(200, 200, 3, -0.5f, 0, 0, 0)).ShouldBeTrue();
        bots.Suspects(new Pace(200, 199, 3, -0.5f, 0, 0, 0)).ShouldBeFalse();
        bots.Suspects(new Pace(200, 200, 22, float.NaN, 0, 0, 0)).ShouldBeTrue();
    }

    [Fact]
    public void The_pace_of_a_day_is_worked_out_by_hand()
    {
        // 30 gaps of 1 s and 30 of 3 s: mean 2, deviation 1.
        var times = new List<long> { 0 };
        for (var gap = 0; gap < 60; gap++)
        {
            times.Add(times[^1] + (gap % 2 == 0 ? 1000 : 3000));
        }

        var pace = Pace.Of(70, times.Append(86_400_000).ToArray(), 0, 86_400_000, 0);
        pace.Busiest.ShouldBe(61);
        pace.Hours.ShouldBe((byte)1);
        pace.Burstiness.ShouldBe((1 - 2f) / (1 + 2f), 1e-6f);
        Pace.Of(50, new long[50], 0, 0, 0).Burstiness.ShouldBe(float.NaN);
    }

    private static Pace PaceOf(List<long> times) => Pace.Of(times.Count, times.ToArray(), times.Min(), times.Max(), 0);

    private static DataStatistics Look(LiveService service) => new Insight(service.Engine, new Answers(service.Engine)).Statistics();

    private static Interaction Watch(string user, string item, int hour) => LiveService.Watch(user, item) with { Time = Start.AddHours(hour) };

    private static async Task<LiveService> Small()
    {
        var service = new LiveService(time: new StandingTime { Now = Start.AddDays(30) });
        await service.Engine.Apply(new ChangeSet()
            .Put(new Item { Id = "a", Title = "The A", Year = 2001, Kind = "film" }).Put(new Item { Id = "b" }).Put(new Item { Id = "c" }).Put(new Item { Id = "d", Hidden = true })
            .Put(Watch("anna", "a", 0)).Put(Watch("anna", "a", 1) with { Kind = "thumb-up", Progress = null }).Put(Watch("anna", "b", 24))
            .Put(Watch("ben", "a", 25))
            .Put(new User { Id = "cleo", OptedOut = true }).Put(Watch("cleo", "a", 72)).Put(Watch("cleo", "c", 3) with { Kind = "impression", Progress = null }));
        await service.Engine.Reload(CancellationToken.None);
        return service;
    }

    private sealed class Times(Dictionary<string, List<long>> times) : IDatasetSink
    {
        public void Add(User user)
        {
        }

        public void Add(Item item)
        {
        }

        public void Add(Interaction interaction)
        {
            if (interaction is { Kind: not InteractionKinds.Impression, Time: { } time })
            {
                (times.TryGetValue(interaction.UserId, out var own) ? own : times[interaction.UserId] = []).Add(time.ToUnixTimeMilliseconds());
            }
        }
    }
}
