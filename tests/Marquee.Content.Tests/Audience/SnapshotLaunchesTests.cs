using Marquee.Data;

namespace Marquee.Content.Tests.Audience;

public class SnapshotLaunchesTests
{
    private static readonly DateTimeOffset Begin = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SnapshotLaunchOptions Options = new() { Weeks = 1, LeastUsers = 2 };

    [Fact]
    public void Viewers_of_the_first_weeks_are_counted_once_and_by_country()
    {
        var launches = SnapshotLaunches.Of(Service(), Options);
        launches.Select(launch => (launch.Item.Id, launch.Country, launch.Audience)).ShouldBe([("new", "DE", 2), ("new", "FR", 0)]);
        launches[0].Date.ShouldBe(new DateOnly(2024, 1, 10));
    }

    [Fact]
    public void Where_no_country_has_enough_users_all_are_one_market() =>
        SnapshotLaunches.Of(Service(), Options with { LeastUsers = 9 }).Select(launch => (launch.Item.Id, launch.Country, launch.Audience)).ShouldBe([("new", null, 2)]);

    [Fact]
    public void A_day_of_availability_goes_before_the_first_event() =>
        SnapshotLaunches.Of(Service(new Item { Id = "new", AvailableFrom = Begin.AddDays(8) }), Options).ShouldContain(launch => launch.Item.Id == "new" && launch.Date == new DateOnly(2024, 1, 9));

    [Fact]
    public void Where_items_say_since_when_they_are_available_what_says_nothing_was_there_before() =>
        SnapshotLaunches.Of(Service(new Item { Id = "rare", AvailableFrom = Begin.AddDays(11) }), Options).Select(launch => launch.Item.Id).Distinct().ShouldBe(["rare"]);

    [Fact]
    public void Too_little_after_a_first_event_is_no_proof_that_it_was_the_launch() =>
        SnapshotLaunches.Of(Service(), Options with { Weeks = 2 }).ShouldBeEmpty();

    [Fact]
    public void The_end_is_the_day_after_the_last_event() => SnapshotLaunches.EndOf(Service()).ShouldBe(new DateOnly(2024, 1, 31));

    [Fact]
    public void Data_without_events_have_no_launches()
    {
        var empty = new SnapshotBuilder().Build();
        SnapshotLaunches.Of(empty).ShouldBeEmpty();
        SnapshotLaunches.EndOf(empty).ShouldBeNull();
    }

    private static Snapshot Service(Item? launched = null)
    {
        var builder = new SnapshotBuilder();
        foreach (var (id, country, out_) in new[] { ("a", "DE", false), ("b", "DE", false), ("c", "FR", false), ("d", "FR", false), ("e", "DE", true) })
        {
            builder.Add(new User { Id = id, Attributes = new AttributeMap([new("country", country)]), OptedOut = out_ });
        }

        builder.Add(launched ?? new Item { Id = "new" });
        Watch("a", "old", 0);
        Watch("a", "new", 9);
        Watch("a", "new", 10);
        Watch("b", "new", 15.9);
        Watch("c", "new", 16.1);
        Watch("e", "new", 10);
        foreach (var day in (double[])[17, 18, 20, 22, 25])
        {
            Watch("c", "new", day);
        }

        // It may have been there all along.
        Watch("b", "rare", 12);
        Watch("b", "rare", 25);
        // Too late to be known in full.
        Watch("a", "late", 29);
        return builder.Build();

        void Watch(string user, string item, double day) => builder.Add(new Interaction { UserId = user, ItemId = item, Kind = InteractionKinds.Watch, Progress = 1, Time = Begin.AddDays(day) });
    }
}
