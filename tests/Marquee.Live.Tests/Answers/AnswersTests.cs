using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;
using static Marquee.Live.Tests.LiveService;

namespace Marquee.Live.Tests;

public class AnswersTests
{
    [Fact]
    public async Task The_very_next_list_knows_what_was_just_done()
    {
        // The full 10,000 trials on request: MARQUEE_TRIALS=10000.
        var trials = int.Parse(Environment.GetEnvironmentVariable("MARQUEE_TRIALS") ?? "1000", System.Globalization.CultureInfo.InvariantCulture);
        // The clock stands: what fresh items are lifted by is counted anew each minute.
        await using var service = await SmallService.Start(time: new StandingTime());
        var answers = new Live.Answers(service.Engine);
        var uncached = new Live.Answers(service.Engine, options: new AnswerOptions { Reuse = TimeSpan.Zero });
        var random = new SplittableRandom(5);
        var seen = new Dictionary<string, HashSet<string>>();
        for (var trial = 0; trial < trials; trial++)
        {
            var user = $"user-{random.Next(SmallService.Users + 5)}";
            var item = $"film-{random.Next(SmallService.Films)}";
            var done = random.Next(4) switch
            {
                0 => Thumb(user, item, up: true, trial),
                1 => Thumb(user, item, up: false, trial),
                2 => Watch(user, item, trial, random.Next(10) / 10f),
                _ => Watch(user, item, trial) with { Kind = InteractionKinds.ListAdd, Progress = null },
            };
            if (trial % 200 == 199)
            {
                // Nobody runs out of films to be shown.
                await service.Engine.Apply(new ChangeSet().DeleteUser(user));
                seen.Remove(user);
            }

            await service.Engine.Apply(new ChangeSet().Put(done));
            var own = seen.TryGetValue(user, out var known) ? known : seen[user] = [.. service.Engine.FindUser(user)!.Seen.ToArray().Select(index => service.Engine.Catalogue[index].Id)];
            own.Add(item);

            var state = service.Engine.FindUser(user);
            var list = answers.Recommend(state, new ListRequest());
            var again = answers.Recommend(service.Engine.FindUser(user), new ListRequest());
            var fresh = uncached.Recommend(state, new ListRequest());

            var ids = list.Items.Select(line => line.Item.Id).ToArray();
            ids.ShouldBeUnique();
            ids.Intersect(own).ShouldBeEmpty();
            ids.ShouldBe(fresh.Items.Select(line => line.Item.Id));
            ids.ShouldBe(again.Items.Select(line => line.Item.Id));
            ids.Length.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task A_first_thumb_personalises_and_a_thumb_down_never_comes_again()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        answers.Recommend(null, new ListRequest()).Model.ShouldBe("popular");

        await service.Engine.Apply(new ChangeSet().Put(Thumb("new", "film-2", up: true)).Put(Thumb("new", "film-5", up: false)));
        var list = answers.Recommend(service.Engine.FindUser("new"), new ListRequest());

        list.Model.ShouldBe("ease/1");
        list.Items.Count(line => line.Item.Categories.Contains("Comedy")).ShouldBeGreaterThan(7);
        var all = answers.Recommend(service.Engine.FindUser("new"), new ListRequest { Count = 1000, IncludeSeen = true });
        all.Items.ShouldContain(line => line.Item.Id == "film-2");
        all.Items.ShouldNotContain(line => line.Item.Id == "film-5");
    }

    [Fact]
    public async Task What_is_like_something_rejected_comes_less()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        var before = answers.Recommend(service.Engine.FindUser("user-0"), new ListRequest { Count = 20 });
        await service.Engine.Apply(new ChangeSet().Put(Thumb("user-0", before.Items[0].Item.Id, up: false, 70_000)).Put(Thumb("user-0", before.Items[1].Item.Id, up: false, 70_001)));
        var after = answers.Recommend(service.Engine.FindUser("user-0"), new ListRequest { Count = 20 });

        // Of the same category and part as what was rejected.
        int Alike(AnsweredList list) => list.Items.Skip(2).Count(line => line.Item.Categories.Equals(before.Items[0].Item.Categories) || line.Item.Categories.Equals(before.Items[1].Item.Categories));
        Alike(after).ShouldBeLessThan(Alike(before));
    }

    [Fact]
    public async Task Keeps_to_what_was_asked_for()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        await service.Engine.Apply(new ChangeSet().UpdateItem("film-2", film => film! with { Hidden = true }));
        var user = service.Engine.FindUser("user-0");

        var comedies = answers.Recommend(user, new ListRequest { Count = 100, Filter = ItemFilter.Parse("category:comedy AND NOT category:\"Part 0\""), Exclude = ["film-6"] });
        comedies.Items.Select(line => line.Item.Id).ShouldNotContain("film-2");
        comedies.Items.Select(line => line.Item.Id).ShouldNotContain("film-6");
        comedies.Items.ShouldAllBe(line => line.Item.Categories.Contains("Comedy") && !line.Item.Categories.Contains("Part 0"));
        comedies.Items.Count.ShouldBeGreaterThan(3);

        var first = answers.Recommend(user, new ListRequest { Count = 4 });
        var second = answers.Recommend(user, new ListRequest { Count = 4, Offset = 4 });
        first.Items.Concat(second.Items).Select(line => line.Item.Id).ShouldBe(answers.Recommend(user, new ListRequest { Count = 8 }).Items.Select(line => line.Item.Id));
        Should.Throw<ArgumentException>(() => answers.Recommend(user, new ListRequest { Count = -1 })).Message.ShouldContain("-1");
        Should.Throw<ArgumentException>(() => answers.Recommend(user, new ListRequest { Model = "none" })).Message.ShouldContain("there are: ease");
    }

    [Fact]
    public async Task Reasons_add_up_to_the_score_also_of_an_item_that_is_newer_than_the_model()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        await service.Engine.Apply(new ChangeSet().Put(SmallService.Film(100)).Put(SmallService.Film(101)));
        var list = answers.Recommend(service.Engine.FindUser("user-0"), new ListRequest { Count = 100, Explain = true });

        list.Items.Select(line => line.Item.Id).ShouldContain("film-100");
        list.Items.ToList().FindIndex(line => line.Item.Id == "film-100").ShouldBeLessThan(list.Items.ToList().FindIndex(line => line.Item.Id == "film-101"));
        foreach (var line in list.Items)
        {
            var explanation = line.Explanation.ShouldNotBeNull();
            var sum = explanation.Baseline + explanation.Contributions.Sum(one => one.Score) + explanation.Features.Sum(one => one.Score);
            sum.ShouldBe(line.Score, 1e-3f);
            line.Reasons.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_visit_and_a_given_list_are_ordered_by_taste()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        var visit = answers.ForSession(["film-2", "film-4", "unknown", "film-8"], new ListRequest());
        visit.Items.Select(line => line.Item.Id).Intersect(["film-2", "film-4", "film-8"]).ShouldBeEmpty();
        visit.Items.Count(line => line.Item.Categories.Contains("Comedy")).ShouldBeGreaterThan(7);

        string[] given = ["film-1", "film-3", "film-10", "nothing", "film-12", "film-5", "film-3"];
        var ranked = answers.Rank(service.Engine.FindUser("user-0"), given, new ListRequest());
        ranked.Items.Select(line => line.Item.Id).Order().ShouldBe(["film-1", "film-10", "film-12", "film-3", "film-5"]);
        ranked.Items.Select(line => line.Score).ShouldBe(ranked.Items.Select(line => line.Score).OrderDescending());

        var alike = answers.Similar(service.Engine.Catalogue.IndexOf("film-2"), new ListRequest());
        alike.Items.Count.ShouldBe(10);
        alike.Items.ShouldAllBe(line => line.Item.Id != "film-2");
    }

    [Fact]
    public async Task Exploration_says_how_likely_each_place_was_and_a_served_list_is_never_given_twice()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        var user = service.Engine.FindUser("user-0");
        var request = new ListRequest { Exploration = .5f };
        var lists = Enumerable.Range(0, 20).Select(_ => answers.Recommend(user, request)).ToArray();

        lists.SelectMany(list => list.Items).ShouldAllBe(line => line.Propensity > 0 && line.Propensity < 1);
        lists.Select(list => list.Id).ShouldBeUnique();
        lists.Select(list => string.Join(' ', list.Items.Select(line => line.Index))).Distinct().Count().ShouldBeGreaterThan(10);
        Should.Throw<ArgumentException>(() => answers.Recommend(user, request with { Offset = 10 })).Message.ShouldContain("first page");
        answers.Recommend(user, new ListRequest()).Items.ShouldAllBe(line => line.Propensity == 1);
    }

    [Fact]
    public async Task Nothing_of_who_opted_out_is_used()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        await service.Engine.Apply(new ChangeSet().UpdateUser("user-0", user => user! with { OptedOut = true }));
        var list = answers.Recommend(service.Engine.FindUser("user-0"), new ListRequest());
        list.Model.ShouldBe("popular");
        list.Items.Select(line => line.Item.Id).ShouldBe(answers.Recommend(null, new ListRequest()).Items.Select(line => line.Item.Id));
    }

    [Fact]
    public async Task Lists_what_is_popular_trending_and_new_without_what_may_not_be_shown()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        await service.Engine.Apply(new ChangeSet().UpdateItem("film-0", film => film! with { Hidden = true }).Put(SmallService.Film(200) with { ReleaseDate = new DateOnly(2200, 1, 1) }));

        answers.Latest(new ListRequest { Count = 3 }).Items.Select(line => line.Item.Id).ShouldBe(["film-1", "film-2", "film-3"]);
        answers.Popular(new ListRequest { Count = 100 }).Items.Select(line => line.Item.Id).ShouldNotContain("film-0");
        var german = answers.Popular(new ListRequest { Country = "DE" }).Items;
        german.Count(line => line.Item.Categories.Contains("Comedy")).ShouldBeGreaterThan(6);

        for (var viewer = 0; viewer < 30; viewer++)
        {
            await service.Engine.Apply(new ChangeSet().Put(Watch($"viewer-{viewer}", "film-51", 600_000)));
        }

        answers.Trending(new ListRequest { Count = 5 }).Items[0].Item.Id.ShouldBe("film-51");
    }

    [Fact]
    public async Task Search_finds_what_has_the_words_and_puts_first_what_the_user_would_like()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        answers.Search("series", new ListRequest()).Items[0].Item.Id.ShouldBe("series");
        answers.Search("fil", new ListRequest { Count = 100 }).Items.Count.ShouldBe(SmallService.Films);
        answers.Search("nothing of the kind", new ListRequest()).Items.ShouldBeEmpty();
        answers.Search("\"'*() OR", new ListRequest()).Items.ShouldBeEmpty();

        var even = answers.Search("film", new ListRequest { Count = 20 }, service.Engine.FindUser("user-0")).Items;
        var odd = answers.Search("film", new ListRequest { Count = 20 }, service.Engine.FindUser("user-1")).Items;
        even.Count(line => line.Item.Categories.Contains("Comedy")).ShouldBeGreaterThan(odd.Count(line => line.Item.Categories.Contains("Comedy")));
    }

    [Fact]
    public async Task Similar_users_have_the_same_taste_and_none_of_them_opted_out()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        var alike = answers.SimilarUsers(service.Engine.FindUser("user-0")!, 10);
        alike.Count.ShouldBe(10);
        var interactions = service.Engine.Snapshot.Interactions;
        double[] Weighed(int user) =>
        [
            .. Enumerable.Range(0, interactions.Items).Select(item =>
                interactions.ByUser[user, item] * Math.Log((interactions.Users + 1.0) / Math.Max(1, interactions.ByItem.RowLength(item)))),
        ];
        double Cosine(double[] one, double[] other) =>
            one.Zip(other, (a, b) => a * b).Sum() / Math.Sqrt(one.Sum(a => a * a) * other.Sum(b => b * b));
        var own = Weighed(0);
        var expected = Enumerable.Range(1, SmallService.Users - 1).Select(user => (User: user, Score: Cosine(own, Weighed(user)))).OrderByDescending(other => other.Score).Take(10).ToArray();
        alike.Select(other => other.User.Index).ShouldBe(expected.Select(other => other.User));
        alike.Select(other => (double)other.Score).ShouldBe(expected.Select(other => other.Score), 1e-5);

        var first = alike[0].User.Record.Id;
        await service.Engine.Apply(new ChangeSet().UpdateUser(first, user => user! with { OptedOut = true }).DeleteUser(alike[1].User.Record.Id));
        answers.SimilarUsers(service.Engine.FindUser("user-0")!, 10).Select(other => other.User.Record.Id).ShouldNotContain(first);
        answers.SimilarUsers(service.Engine.FindUser("user-0")!, 10).Count.ShouldBe(10);
        await service.Engine.Apply(new ChangeSet().Put(new User { Id = "nobody" }));
        answers.SimilarUsers(service.Engine.FindUser("nobody")!, 10).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("content", true)]
    [InlineData("ease", false)]
    public async Task An_item_that_nobody_met_is_scored_by_the_model_where_it_reads_attributes_and_else_by_the_items_most_like_it(string model, bool byItself)
    {
        await using var service = await SmallService.Start(model);
        await service.Engine.Apply(new ChangeSet().Put(SmallService.Film(300)));
        await SmallService.Publish(service, model);
        var user = service.Engine.FindUser("user-0")!;
        var line = new Live.Answers(service.Engine).Recommend(user, new ListRequest { Count = 1000 }).Items.Single(one => one.Item.Id == "film-300");

        var main = service.Engine.Models.Main.Model;
        var scores = new float[main.ItemCount];
        main.Score(user.History(service.Engine.Now), scores);
        (line.Score == scores[line.Index]).ShouldBe(byItself);
    }
}
