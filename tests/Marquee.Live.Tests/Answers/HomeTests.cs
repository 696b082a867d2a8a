using static Marquee.Live.Tests.LiveService;

namespace Marquee.Live.Tests;

public class HomeTests
{
    [Fact]
    public async Task No_item_comes_twice_across_rows_and_pages_whatever_was_done_in_between()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        for (var user = 0; user < SmallService.Users; user++)
        {
            var shown = new List<string>();
            var keys = new List<string>();
            string? cursor = null;
            do
            {
                var page = answers.Home(service.Engine.FindUser($"user-{user}"), new HomeRequest { Rows = 3, RowLength = 5, Cursor = cursor });
                page.Rows.ShouldAllBe(row => row.List.Items.Count > 0);
                shown.AddRange(page.Rows.SelectMany(row => row.List.Items).Select(line => line.Item.Id));
                keys.AddRange(page.Rows.Select(row => row.Key));
                cursor = page.Cursor;
                await service.Engine.Apply(new ChangeSet().Put(Thumb($"user-{user}", $"film-{user}", up: true, 10_000 + keys.Count)));
            }
            while (cursor is not null);

            shown.ShouldBeUnique();
            keys.ShouldBeUnique();
            keys.Count.ShouldBeGreaterThan(3);
            keys[0].ShouldBe("for-you");
        }
    }

    [Fact]
    public async Task What_was_begun_is_continued_and_finishing_an_episode_opens_the_next()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        string[] Continued() =>
        [
            .. answers.Home(service.Engine.FindUser("user-0"), new HomeRequest()).Rows.Where(row => row.Key == "continue").SelectMany(row => row.List.Items).Select(line => line.Item.Id),
        ];

        Continued().ShouldBeEmpty();
        await service.Engine.Apply(new ChangeSet().Put(Watch("user-0", "film-40", 5000, .5f)).Put(Watch("user-0", "episode-1", 5001, 1)));
        Continued().ShouldBe(["episode-2", "film-40"]);
        await service.Engine.Apply(new ChangeSet().Put(Watch("user-0", "episode-2", 5002, .4f)));
        Continued().ShouldBe(["episode-2", "film-40"]);
        await service.Engine.Apply(new ChangeSet().Put(Watch("user-0", "episode-2", 5003, 1)).Put(Watch("user-0", "episode-3", 5004, 1)));
        Continued().ShouldBe(["episode-4", "film-40"]);

        // Nobody is recommended an episode whose predecessor they have not finished.
        var list = answers.Recommend(service.Engine.FindUser("user-1"), new ListRequest { Count = 1000 });
        list.Items.Where(line => line.Item.Kind == "episode").Select(line => line.Item.Id).ShouldBe(["episode-1"]);
    }

    [Fact]
    public async Task A_stranger_gets_rows_of_their_country()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        var page = answers.Home(null, new HomeRequest { Limits = new ListRequest { Country = "DE" } });
        page.Rows.Select(row => row.Title).ShouldContain("Trending in DE");
        page.Rows.Select(row => row.Key).ShouldNotContain("continue");
        page.Rows.Single(row => row.Key == "for-you").List.Items.Count(line => line.Item.Categories.Contains("Comedy")).ShouldBeGreaterThan(6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAA")]
    [InlineData("ÿÿ")]
    public async Task Refuses_a_cursor_that_no_page_gave(string cursor)
    {
        await using var service = await SmallService.Start();
        Should.Throw<ArgumentException>(() => new Live.Answers(service.Engine).Home(null, new HomeRequest { Cursor = cursor })).Message.ShouldContain("cursor");
    }

    [Fact]
    public async Task Because_you_watched_names_what_was_liked_lately()
    {
        await using var service = await SmallService.Start();
        await service.Engine.Apply(new ChangeSet().Put(Thumb("user-0", "film-33", up: true, 90_000)));
        var page = new Live.Answers(service.Engine).Home(service.Engine.FindUser("user-0"), new HomeRequest());
        page.Rows.Select(row => row.Title).ShouldContain("Because you watched Film 33");
    }
}
