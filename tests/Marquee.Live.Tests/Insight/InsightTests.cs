using Marquee.Data;

namespace Marquee.Live.Tests;

/// <summary>Figures worked out by hand, over what was loaded, over what was written since, and over both.</summary>
public sealed class InsightTests
{
    // Monday 5 January 2026.
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Counts_who_watches_an_item(bool reload)
    {
        await using var service = await Small(reload);
        var (engine, insight) = (service.Engine, new Insight(service.Engine, new Answers(service.Engine)));
        var audience = insight.AudienceOf(engine.Catalogue.IndexOf("a"));

        // anna, ben and cleo; dora opted out, and emil was only shown it.
        audience.Viewers.ShouldBe(3);
        audience.Events.ShouldBe(4);
        audience.Kinds.ShouldBe([new KindCount("watch", 3), new KindCount("impression", 1), new KindCount("thumb-up", 1)]);
        audience.Groups.Select(group => group.Attribute).ShouldBe(["country", "ageGroup", "gender"]);
        audience.Groups.Select(group => group.Known).ShouldBe([3, 2, 1]);

        // Viewers of anything: anna DE, ben DE, cleo FR, emil FR. Two thirds against a half, one third against a half.
        var countries = audience.Groups[0].Values;
        countries.Select(value => (value.Value, value.Viewers)).ShouldBe([("DE", 2), ("FR", 1)]);
        countries[0].Share.ShouldBe(2 / 3.0, 1e-12);
        countries[0].Lift.ShouldBe(4 / 3.0, 1e-12);
        countries[1].Lift.ShouldBe(2 / 3.0, 1e-12);

        // anna says so, ben was born in 1990; emil's 35-44 is the third of three.
        audience.Groups[1].Values.Select(value => value.Value).ShouldBe(["25-34", "35-44"]);
        audience.Groups[1].Values[0].Lift.ShouldBe(0.5 / (1 / 3.0), 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Counts_how_the_rank_of_an_item_moved(bool reload)
    {
        await using var service = await Small(reload);
        var (engine, insight) = (service.Engine, new Insight(service.Engine, new Answers(service.Engine)));

        insight.PopularityOf(engine.Catalogue.IndexOf("a"), 3).ShouldBe(
        [
            new(new DateOnly(2026, 1, 5), 2, 1, 2),
            new(new DateOnly(2026, 1, 12), 1, 2, 2),
            new(new DateOnly(2026, 1, 19), 0, null, 1),
        ]);
        insight.PopularityOf(engine.Catalogue.IndexOf("b"), 3).Select(week => (week.Viewers, week.Rank)).ShouldBe([(1, 2), (2, 1), (1, 1)]);
    }

    [Fact]
    public async Task What_was_just_written_counts_and_what_was_taken_back_does_not()
    {
        await using var service = await Small(reload: true);
        var (engine, insight) = (service.Engine, new Insight(service.Engine, new Answers(service.Engine)));
        int Viewers(string item) => insight.AudienceOf(engine.Catalogue.IndexOf(item)).Viewers;

        (Viewers("a"), Viewers("b")).ShouldBe((3, 3));
        await engine.Apply(new ChangeSet().Put(Watch("new", "a", 15)));
        (Viewers("a"), Viewers("b")).ShouldBe((4, 3));
        insight.PopularityOf(engine.Catalogue.IndexOf("a"), 1)[0].ShouldBe(new PopularityWeek(new DateOnly(2026, 1, 19), 1, 1, 2));
        await engine.Apply(new ChangeSet().Put(Watch("anna", "b", 15)));
        (Viewers("a"), Viewers("b")).ShouldBe((4, 4));
        await engine.Apply(new ChangeSet().DeleteInteractions("anna", "a"));
        (Viewers("a"), Viewers("b")).ShouldBe((3, 4));
        await engine.Apply(new ChangeSet().UpdateUser("ben", user => user! with { OptedOut = true }));
        (Viewers("a"), Viewers("b")).ShouldBe((2, 3));
        await engine.Apply(new ChangeSet().DeleteUser("cleo"));
        (Viewers("a"), Viewers("b")).ShouldBe((1, 2));
        await engine.Apply(new ChangeSet().DeleteItem("b"));
        Viewers("a").ShouldBe(1);
        insight.PopularityOf(engine.Catalogue.IndexOf("a"), 1)[0].ShouldBe(new PopularityWeek(new DateOnly(2026, 1, 19), 1, 1, 1));
    }

    [Fact]
    public async Task Counting_what_changed_gives_what_counting_everything_gives()
    {
        await using var service = await SmallService.Start();
        var engine = service.Engine;
        var insight = new Insight(engine, new Answers(engine));
        var random = new Numerics.SplittableRandom(5);
        insight.AudienceOf(0);
        for (var step = 0; step < 60; step++)
        {
            var user = $"user-{random.Next(50)}";
            var set = new ChangeSet();
            _ = random.Next(6) switch
            {
                0 => set.DeleteUser(user),
                1 => set.DeleteInteractions(user, $"film-{random.Next(SmallService.Films)}"),
                2 => set.Put(new User { Id = user, OptedOut = random.Next(2) == 0, Attributes = new AttributeMap([new("country", random.Next(2) == 0 ? "DE" : "IT"), new("birthYear", $"{1950 + random.Next(60)}")]) }),
                _ => set.Put(LiveService.Watch(user, $"film-{random.Next(SmallService.Films + 5)}", 60 * 24 * random.Next(40))),
            };
            await engine.Apply(set);
            if (step % 10 == 9)
            {
                var other = new Insight(engine, new Answers(engine));
                for (var item = 0; item < engine.Catalogue.Count; item++)
                {
                    var (one, two) = (insight.AudienceOf(item), other.AudienceOf(item));
                    (one.Viewers, one.Events).ShouldBe((two.Viewers, two.Events));
                    one.Kinds.ShouldBe(two.Kinds);
                    one.Groups.SelectMany(group => group.Values.Select(value => (group.Attribute, value))).ShouldBe(two.Groups.SelectMany(group => group.Values.Select(value => (group.Attribute, value))));
                    insight.PopularityOf(item, 8).ShouldBe(other.PopularityOf(item, 8));
                }
            }
        }
    }

    [Fact]
    public async Task Says_in_which_ways_items_are_alike_and_why()
    {
        await using var service = await SmallService.Start("item-knn");
        var engine = service.Engine;
        var views = new Insight(engine, new Answers(engine)).AlikeTo(engine.Catalogue.IndexOf("film-4"), 5);
        views.Select(view => view.Key).ShouldBe(["blend", "theme", "audience", "graph", "model:item-knn"]);
        views[^1].Model.ShouldBe("item-knn/1");
        views.ShouldAllBe(view => view.Items.Count == 5 && view.Items.All(line => line.Item.Id != "film-4"));
        views.SkipLast(1).ShouldAllBe(view => view.Items.All(line => Math.Abs(line.Score - line.Reasons.Sum(reason => reason.Contribution)) < 1e-9));

        // Of 67 items, 30 are comedies and 12 are of part 4; those of both have all in common.
        var alike = views[1].Items[0];
        alike.Score.ShouldBe(1, 1e-6);
        alike.Reasons.Select(reason => reason.Value).ShouldBe(["Part 4", "Comedy"]);
        views[1].Items.Select(line => line.Item.Id).ShouldBe(["film-14", "film-24", "film-34", "film-44", "film-54"]);

        var viewer = views[2].Items[0];
        var (own, others, both) = (Viewers(engine, "film-4"), Viewers(engine, viewer.Item.Id), Viewers(engine, "film-4").Intersect(Viewers(engine, viewer.Item.Id)).Count());
        viewer.Reasons.ShouldHaveSingleItem().Value.ShouldBe($"{both}");
        viewer.Score.ShouldBe(both / Math.Sqrt(own.Length * others.Length) * (both / (both + 10.0)), 1e-6);
    }

    [Fact]
    public async Task What_was_just_watched_makes_items_alike_and_what_is_hidden_is_not_named()
    {
        await using var service = await SmallService.Start();
        var engine = service.Engine;
        var insight = new Insight(engine, new Answers(engine));
        Audience().ShouldNotContain("new-one");
        await engine.Apply(new ChangeSet().Put(new Item { Id = "new-one" }).Put(Watch("fritz", "film-4", 0)).Put(Watch("fritz", "new-one", 0)));
        Audience().ShouldContain("new-one");
        await engine.Apply(new ChangeSet().Put(new Item { Id = "new-one", Hidden = true }));
        Audience().ShouldNotContain("new-one");

        string[] Audience() => [.. insight.AlikeTo(engine.Catalogue.IndexOf("film-4"), 100).Where(view => view.Key == "audience").SelectMany(view => view.Items.Select(line => line.Item.Id))];
    }

    [Fact]
    public async Task Weighs_a_history_against_a_list()
    {
        await using var service = await Small(reload: true);
        var engine = service.Engine;
        await engine.Apply(new ChangeSet()
            .Put(new Item { Id = "a", Categories = ["drama", "crime"], Year = 1994, Kind = "film" }).Put(new Item { Id = "b", Categories = ["drama"], Year = 2003 }).Put(new Item { Id = "c", Categories = ["comedy"], Year = 2009 })
            .Put(new User { Id = "fritz" }).Put(Watch("fritz", "a", 0)).Put(Watch("fritz", "b", 0)));
        var taste = new Insight(engine, new Answers(engine)).TasteOf(engine.FindUser("fritz")!, new ListRequest { Count = 1 });

        (taste.HistoryItems, taste.ListItems).ShouldBe((2, 1));
        taste.Facets.Select(facet => facet.Facet).ShouldBe(["categories", "eras", "kinds"]);
        taste.Facets[0].Values.ShouldBe([new("comedy", 0, 1), new("drama", 0.75, 0), new("crime", 0.25, 0)]);
        taste.Facets[0].Divergence.ShouldNotBeNull().ShouldBe(1, 1e-12);

        // Eras: half and half against all of one. JSD = (1/2 + 0 + log2(4/3)) / 2 with both means 1/4 and 3/4.
        taste.Facets[1].Values.ShouldBe([new("2000s", 0.5, 1), new("1990s", 0.5, 0)]);
        taste.Facets[1].Divergence.ShouldNotBeNull().ShouldBe(((0.5 * Math.Log2(0.5 / 0.25)) + (0.5 * Math.Log2(0.5 / 0.75)) + Math.Log2(1 / 0.75)) / 2, 1e-12);

        // The list says nothing of kinds.
        taste.Facets[2].Divergence.ShouldBeNull();
        new Insight(engine, new Answers(engine)).TasteOf(engine.FindUser("dora")!, new ListRequest { Count = 1 }).HistoryItems.ShouldBe(0);
    }

    [Fact]
    public async Task Finds_users_and_items_by_the_beginning_of_an_id()
    {
        await using var service = await Small(reload: true);
        var (engine, insight) = (service.Engine, new Insight(service.Engine, new Answers(service.Engine)));
        await engine.Apply(new ChangeSet().Put(new User { Id = "Anton" }).Put(new Item { Id = "z", Title = "Bees" }));
        insight.UsersStartingWith("AN", 10).Select(user => user.Id).ShouldBe(["anna", "Anton"]);
        insight.UsersStartingWith("an", 1).Select(user => user.Id).ShouldBe(["anna"]);
        insight.UsersStartingWith("x", 10).ShouldBeEmpty();
        insight.ItemsFor("b", 10).Select(item => item.Id).ShouldBe(["b", "z"]);
        await engine.Apply(new ChangeSet().DeleteUser("anna").DeleteItem("b"));
        insight.UsersStartingWith("an", 10).Select(user => user.Id).ShouldBe(["Anton"]);
        insight.ItemsFor("b", 10).Select(item => item.Id).ShouldBe(["z"]);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", "1969-12-29")]
    [InlineData("1970-01-04T23:59:59Z", "1969-12-29")]
    [InlineData("1970-01-05T00:00:00Z", "1970-01-05")]
    [InlineData("1969-12-28T23:59:59Z", "1969-12-22")]
    [InlineData("2026-01-11T23:59:59Z", "2026-01-05")]
    public void A_week_begins_on_Monday(string time, string monday) =>
        Week.Monday(Week.Of(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds())).ShouldBe(DateOnly.Parse(monday, System.Globalization.CultureInfo.InvariantCulture));

    private static int[] Viewers(LiveEngine engine, string item) => [.. engine.UsersOf(engine.Catalogue.IndexOf(item)).Select(user => user.Index)];

    private static Interaction Watch(string user, string item, int day) => LiveService.Watch(user, item) with { Time = Monday.AddDays(day) };

    private static async Task<LiveService> Small(bool reload)
    {
        var service = new LiveService(time: new StandingTime { Now = Monday.AddDays(60) });
        await service.Engine.Apply(new ChangeSet()
            .Put(new User { Id = "anna", Attributes = new AttributeMap([new("country", "DE"), new("ageGroup", "25-34"), new("gender", "F")]) })
            .Put(new User { Id = "ben", Attributes = new AttributeMap([new("country", "DE"), new("birthYear", "1990")]) })
            .Put(new User { Id = "cleo", Attributes = new AttributeMap([new("country", "FR")]) })
            .Put(new User { Id = "dora", Attributes = new AttributeMap([new("country", "IT")]), OptedOut = true })
            .Put(new User { Id = "emil", Attributes = new AttributeMap([new("country", "FR"), new("age", "40")]) })
            .Put(Watch("anna", "a", 0)).Put(Watch("anna", "a", 0) with { Kind = "thumb-up", Progress = null })
            .Put(Watch("ben", "a", 6)).Put(Watch("ben", "b", 5)).Put(Watch("ben", "b", 7))
            .Put(Watch("cleo", "a", 9)).Put(Watch("cleo", "b", 9))
            .Put(Watch("dora", "a", 1))
            .Put(Watch("emil", "a", 2) with { Kind = "impression", Progress = null }).Put(Watch("emil", "b", 14)));
        if (reload)
        {
            await service.Engine.Reload(CancellationToken.None);
        }

        return service;
    }
}
