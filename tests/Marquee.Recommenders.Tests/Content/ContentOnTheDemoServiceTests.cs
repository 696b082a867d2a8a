using Marquee.Data;
using Marquee.Data.Demo;

namespace Marquee.Recommenders.Tests;

/// <summary>The built-in catalogue has everything that the content model can read.</summary>
public sealed class ContentOnTheDemoServiceTests
{
    private const int Depth = 10;

    private static readonly Snapshot Snapshot = new DemoService(new DemoOptions { Viewers = 1 }).ToSnapshot();

    private static readonly ContentModel Model = ContentTrainer.Train(Snapshot, new ContentOptions(), new TrainingContext());

    [Theory]
    [InlineData("space-travel")]
    [InlineData("serial-killer")]
    [InlineData("doomed-romance")]
    [InlineData("vampires")]
    [InlineData("organized-crime")]
    public void A_stranger_who_searches_for_a_theme_gets_titles_of_that_theme_first(string theme) =>
        Best(Searching(theme.Replace('-', ' '))).ShouldAllBe(item => Snapshot.Items[item].Labels.Contains(theme));

    [Fact]
    public void Nearly_all_of_what_is_found_is_of_the_theme_for_every_theme()
    {
        var themes = Snapshot.Items.SelectMany(item => item.Labels).GroupBy(label => label).Where(group => group.Count() >= Depth).Select(group => group.Key).ToArray();
        themes.Length.ShouldBeGreaterThan(50);
        themes.Average(theme => Best(Searching(theme.Replace('-', ' '))).Count(item => Snapshot.Items[item].Labels.Contains(theme)) / (double)Depth).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void A_person_and_a_title_are_found_by_name()
    {
        Best(Searching("bong joon-ho"))[..3].ShouldAllBe(item => Snapshot.Items[item].People.Any(person => person.Name == "Bong Joon-ho"));
        Snapshot.Items[Best(Searching("Parasite"))[0]].Id.ShouldBe("parasite-2019");
    }

    [Fact]
    public void A_title_that_nobody_watched_is_found_by_what_it_is()
    {
        var (known, unknown) = (Snapshot.ItemIds.IndexOf("the-godfather-1972"), Snapshot.ItemIds.IndexOf("the-godfather-part-ii-1974"));
        Snapshot.Interactions.ByUser.RowIndices(0).Contains(unknown).ShouldBeFalse();
        Best(new History(new[] { known }))[..2].ShouldBe([known, unknown]);
        Model.Similar(known, 1).ShouldHaveSingleItem().Item.ShouldBe(unknown);
    }

    private static History Searching(string text) => default(History).In(new HistoryContext { Searches = [text] });

    private static int[] Best(History history, int count = Depth)
    {
        var scores = new float[Model.ItemCount];
        Model.Score(history, scores);
        return [.. Enumerable.Range(0, scores.Length).OrderByDescending(item => scores[item]).Take(count)];
    }
}
