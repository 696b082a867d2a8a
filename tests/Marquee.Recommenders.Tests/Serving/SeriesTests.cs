using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders.Tests;

public sealed class SeriesTests
{
    // Index:  0 the series; 1..4 season 1, the wrong way round; 5, 6 season 2; 7 a special; 8 a film; 9 an episode of a series that is not there.
    private static readonly Item[] Items =
    [
        new() { Id = "show", Kind = "Series" },
        Episode("e4", "show", "1", "4"), Episode("e3", "show", "1", "3"), Episode("e2", "show", "1", "2"), Episode("e1", "show", "1", "1"),
        Episode("f1", "show", "2", "1"), Episode("f2", "show", "2", "2"), Episode("x", "show", "0", "1"), new() { Id = "film", Kind = "film" }, Episode("o1", "other", "1", "1"),
    ];

    private static readonly SeriesIndex Index = new(Items);

    [Fact]
    public void Episodes_stand_in_their_order_and_specials_outside_it()
    {
        Index.EpisodesOf("show").ToArray().ShouldBe([4, 3, 2, 1, 5, 6, 7]);
        Enumerable.Range(0, 11).Select(Index.Next).ShouldBe([-1, 5, 1, 2, 3, 6, -1, -1, -1, -1, -1]);
        Enumerable.Range(0, 10).Where(Index.Followers.Contains).ShouldBe([1, 2, 3, 5, 6]);
        Enumerable.Range(0, 10).Where(Index.IsSpecial).ShouldBe([7]);
        (Index.SeriesOf(4), Index.SeriesOf(0), Index.SeriesOf(8), Index.SeriesOf(-1), Index.SeriesOf(99)).ShouldBe(("show", null, null, null, null));
        (Index.ItemOf("show"), Index.ItemOf("other"), Index.ItemOf("film")).ShouldBe((0, -1, -1));
        Index.EpisodesOf("film").ToArray().ShouldBeEmpty();
    }

    [Fact]
    public void Missing_numbers_are_filled_in_by_what_is_known()
    {
        SeriesIndex index = new(
        [
            Episode("late", "s", null, null, new DateOnly(2024, 3, 1)), Episode("early", "s", "", "?", new DateOnly(2024, 1, 1)), Episode("undated", "s", null, null), Episode("numbered", "s", null, " 7 "),
            Episode("second", "s", "2", null), Episode("minus", "s", "-2", "-1"),
        ]);
        index.EpisodesOf("s").ToArray().ShouldBe([3, 1, 0, 2, 5, 4]);
        index.Next(3).ShouldBe(1);
        index.Next(5).ShouldBe(4);
    }

    [Fact]
    public void Two_languages_of_an_episode_are_one_step()
    {
        SeriesIndex index = new(
        [
            Episode("1 en", "s", "1", "1") with { Language = "en" }, Episode("1 de", "s", "1", "1") with { Language = "de" },
            Episode("2 en", "s", "1", "2") with { Language = "en" }, Episode("2 de", "s", "1", "2") with { Language = "de" }, Episode("3", "s", "1", "3"),
        ]);
        Enumerable.Range(0, 5).Select(index.Next).ShouldBe([2, 3, 4, 4, -1]);
    }

    [Fact]
    public void The_index_of_a_changed_catalogue_is_that_of_the_catalogue_as_it_is_now()
    {
        var random = new SplittableRandom(3);
        for (var round = 0; round < 40; round++)
        {
            var before = Enumerable.Range(0, 30).Select(Any).ToArray();
            var after = before.Concat(Enumerable.Range(30, random.Next(20)).Select(Any)).ToArray();
            var changed = Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(30)).Concat(Enumerable.Range(30, after.Length - 30)).Distinct().ToArray();
            foreach (var item in changed)
            {
                after[item] = Any(item);
            }

            var (grown, made) = (new SeriesIndex(before).With(after, changed), new SeriesIndex(after));
            for (var item = 0; item < after.Length; item++)
            {
                (grown.SeriesOf(item), grown.Next(item), grown.Followers.Contains(item), grown.ItemOf($"{item}")).ShouldBe((made.SeriesOf(item), made.Next(item), made.Followers.Contains(item), made.ItemOf($"{item}")));
                grown.EpisodesOf($"{item}").ToArray().ShouldBe(made.EpisodesOf($"{item}").ToArray());
            }
        }

        Item Any(int id) => random.Next(3) == 0 ? new Item { Id = $"{id}", Kind = random.Next(2) == 0 ? "series" : "film" } : Episode($"{id}", $"{random.Next(4)}", $"{random.Next(3)}", $"{random.Next(5)}");
    }

    [Theory]
    [InlineData("4:1", "3+")]
    [InlineData("4:0.5", "4")]
    [InlineData("4:0.01", "")]
    [InlineData("4:1 3:1 2:0.3", "2")]
    [InlineData("4:1 3:0.3 2:1", "1+")]
    [InlineData("2:1 4:1 3:0.3", "3")]
    [InlineData("1:1 4:1 2:1 3:1", "5+")]
    [InlineData("3:0.4 4:1", "3")]
    [InlineData("1:1", "5+")]
    [InlineData("6:1", "")]
    [InlineData("6:1 7:1", "")]
    [InlineData("4:1 7:1", "3+")]
    [InlineData("7:1", "")]
    [InlineData("4:1 7:0.4", "7")]
    [InlineData("4:1 3:0.02", "3+")]
    [InlineData("4:NaN", "3+")]
    [InlineData("8:0.5 4:1", "3+ 8")]
    [InlineData("4:1 8:0.5", "8 3+")]
    [InlineData("8:0.96", "")]
    [InlineData("9:1 4:0.06", "4")]
    public void Says_what_to_go_on_with(string watched, string expected) => Text(new ContinueWatching(Index).Of(Watched(watched))).ShouldBe(expected);

    [Fact]
    public void What_came_in_at_one_time_goes_on_where_it_is_furthest()
    {
        var watched = Watched("3:1 4:1 2:1").Select(one => one with { Time = EventLog.NoTime }).ToArray();
        Text(new ContinueWatching(Index).Of(watched)).ShouldBe("1+");
    }

    [Fact]
    public void What_is_disliked_or_not_allowed_is_not_continued()
    {
        var watching = new ContinueWatching(Index);
        var watched = Watched("8:0.5 4:1");
        Text(watching.Of(watched, disliked: [0])).ShouldBe("8");
        Text(watching.Of(watched, disliked: [3])).ShouldBe("8");
        Text(watching.Of(watched, disliked: [8])).ShouldBe("3+");
        var allowed = new CandidateSet(10);
        allowed.Remove(3);
        Text(watching.Of(watched, allowed: allowed)).ShouldBe("8");
    }

    [Fact]
    public void Both_ends_can_be_moved()
    {
        Text(new ContinueWatching(Index, begun: 0.5f, finished: 0.6f).Of(Watched("8:0.4 4:0.7"))).ShouldBe("3+");
        Should.Throw<ArgumentOutOfRangeException>(() => new ContinueWatching(Index, 0.5f, 0.5f)).Message.ShouldContain("0 <= begun < finished <= 1");
    }

    [Fact]
    public void It_says_how_far_when_and_of_what()
    {
        new ContinueWatching(Index).Of(Watched("8:0.5 4:1")).ShouldBe([new Continuation(3, 0, 1, true, 0), new Continuation(8, 0.5f, 0, false, -1)]);
        new ContinueWatching(Index).Of(Watched("4:1 3:0.25 2:0.01")).ShouldBe([new Continuation(3, 0.25f, 1, false, 0)]);
    }

    [Fact]
    public void Finishing_an_episode_opens_what_follows()
    {
        Left().ShouldBe([0, 4, 7, 8, 9]);
        Left(4).ShouldBe([0, 3, 4, 7, 8, 9]);
        Left(4, 3, 8, 99).ShouldBe([0, 2, 3, 4, 7, 8, 9]);
        Left(1).ShouldBe([0, 4, 5, 7, 8, 9]);

        static IEnumerable<int> Left(params int[] finished)
        {
            var candidates = new CandidateSet(10);
            new EpisodeRule(Index, finished).Apply(default, candidates);
            return Enumerable.Range(0, 10).Where(candidates.Contains);
        }
    }

    [Fact]
    public void What_others_forbade_is_not_opened_again()
    {
        var candidates = new CandidateSet(10);
        candidates.Remove(3);
        new EpisodeRule(Index, new[] { 4 }).Apply(default, candidates);
        candidates.Contains(3).ShouldBeFalse();
    }

    /// <summary><c>item:progress</c>, one after the other in time.</summary>
    private static WatchProgress[] Watched(string text) =>
        [.. text.Split(' ').Select((word, time) => new WatchProgress(int.Parse(word.Split(':')[0]), float.Parse(word.Split(':')[1]), time))];

    private static string Text(IEnumerable<Continuation> list) => string.Join(' ', list.Select(one => $"{one.Item}{(one.IsNext ? "+" : "")}"));

    private static Item Episode(string id, string series, string? season, string? episode, DateOnly? date = null) => new()
    {
        Id = id,
        Kind = "episode",
        ReleaseDate = date,
        Attributes = new AttributeMap(new[] { (ServingAttributes.Series, series), (ServingAttributes.Season, season), (ServingAttributes.Episode, episode) }
            .Where(pair => pair.Item2 is not null).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2!))),
    };
}
