using System.Text;
using Marquee.Data;
using Marquee.Data.Demo;

namespace Marquee.Content.Tests.Maps;

public sealed class ItemMapTests
{
    private static readonly DateTimeOffset Made = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Lazy<Snapshot> Demo = new(() => new DemoService().ToSnapshot());
    private static readonly Lazy<ItemMap> Drawn = new(() => ItemMap.Draw(Demo.Value, Short(SimilarView.Theme), Made));

    [Fact]
    public void Draws_the_items_of_a_service_by_theme()
    {
        var map = Drawn.Value;
        map.Shows.ShouldBe("theme");
        map.Unplaced.ShouldBe(0);
        map.Points.Select(point => point.Item).ShouldBe(Demo.Value.ItemIds.Ids.ToArray());
        map.KeptNeighbours.ShouldBeGreaterThan(0.3);
        map.Clusters.Count.ShouldBeGreaterThan(5);
        map.Clusters.Sum(cluster => cluster.Items).ShouldBe(map.Points.Count);
        map.Clusters.Select(cluster => cluster.Name).Distinct().Count().ShouldBe(map.Clusters.Count);

        // Animated films lie together.
        ClusterOf("spirited-away-2001").ShouldBe(ClusterOf("ponyo-2008"));
        map.Clusters[ClusterOf("spirited-away-2001")].Tags.Select(tag => tag.Tag).ShouldContain("animation");

        int ClusterOf(string id) => map.Points.Single(point => point.Item == id).Cluster;
    }

    [Theory]
    [InlineData(SimilarView.Audience)]
    [InlineData(SimilarView.Graph)]
    [InlineData(SimilarView.Text)]
    [InlineData(SimilarView.Blend)]
    public void Draws_every_view(SimilarView view)
    {
        var map = ItemMap.Draw(Demo.Value, Short(view) with { Layout = Short(view).Layout with { ExaggeratedIterations = 40, Iterations = 20 } }, Made);
        (map.Points.Count + map.Unplaced).ShouldBe(Demo.Value.Items.Count);
        map.Points.Count.ShouldBeGreaterThan(Demo.Value.Items.Count / 2);
    }

    [Fact]
    public void Leaves_out_items_of_which_nothing_is_known()
    {
        var builder = new SnapshotBuilder();
        foreach (var id in (string[])["a", "b", "c", "d", "e", "f"])
        {
            builder.Add(new Item { Id = id, Labels = id == "c" ? [] : ["one", id] });
        }

        var map = ItemMap.Draw(builder.Build(), Short(SimilarView.Theme), Made);
        map.Unplaced.ShouldBe(1);
        map.Points.Select(point => point.Item).ShouldBe(["a", "b", "d", "e", "f"]);
    }

    [Fact]
    public void Says_that_no_item_has_a_feature() =>
        Should.Throw<ArgumentException>(() => ItemMap.Draw(Demo.Value, new ItemMapOptions { Feature = "visual" }, Made)).Message.ShouldStartWith("No item has a feature 'visual'");

    [Fact]
    public void Keeps_maps_in_a_folder()
    {
        var folder = new ItemMapFolder(Path.Combine(Path.GetTempPath(), $"marquee-maps-{Environment.ProcessId}"));
        folder.Names().ShouldBeEmpty();
        folder.Load("theme").ShouldBeNull();
        folder.Save("theme", Drawn.Value);
        folder.Names().ShouldBe(["theme"]);
        var read = folder.Load("theme")!;
        read.Points.ShouldBe(Drawn.Value.Points);
        read.Clusters[0].Tags.ShouldBe(Drawn.Value.Clusters[0].Tags);
        (read.Made, read.Form, read.Seed, read.KeptNeighbours).ShouldBe((Made, MapForm.Exact, 42ul, Drawn.Value.KeptNeighbours));
        Should.Throw<ArgumentException>(() => folder.Save("../theme", read)).Message.ShouldContain("is no name for a map");
        folder.Load("../theme").ShouldBeNull();
        folder.Remove("theme").ShouldBeTrue();
        folder.Remove("theme").ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"shows\":3}")]
    [InlineData("[1]")]
    public void Refuses_a_file_that_is_no_map(string text) =>
        Should.Throw<InvalidDataException>(() => ItemMapJson.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)))).Message.ShouldStartWith("The file holds no map");

    [Fact]
    public void Writes_a_page_that_asks_nobody_for_anything_and_shows_titles_as_they_are()
    {
        var map = Drawn.Value with { Points = [new MapPoint("x", "<b>{{body}}</b> & \"co\"", 1, 2, 0), .. Drawn.Value.Points] };
        var writer = new StringWriter();
        MapPicture.Write(map, "Items & more", writer);
        var page = writer.ToString();
        page.ShouldContain("<title>Items &amp; more</title>");
        page.ShouldContain("<title>&lt;b&gt;{{body}}&lt;/b&gt; &amp; &quot;co&quot; — ");
        page.ShouldNotContain("<b>");
        page.Split("<circle ").Length.ShouldBe(map.Points.Count + 1);
        page.ShouldContain("prefers-color-scheme: dark");
        page.ShouldContain("type=\"search\"");
        page.ShouldNotContain("http:");
        page.ShouldNotContain("https:");
        page.ShouldNotContain("@import");
        page.ShouldNotContain("url(");
    }

    private static ItemMapOptions Short(SimilarView view) => new() { View = view, Layout = new NeighbourMapOptions { ExaggeratedIterations = 100, Iterations = 150 } };
}
