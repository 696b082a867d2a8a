using Marquee.Numerics;

namespace Marquee.Content.Tests.Maps;

public sealed class MapClustersTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(12)]
    public void Finds_the_islands(int islands)
    {
        var (points, labels) = MapPoints.Clouds(islands, 100, 2, distance: 60, seed: 4);
        var found = MapClusters.Find(points, islands);
        found.Max().ShouldBe(islands - 1);
        found.ShouldBe(labels.Select(label => found[label]));

        // Of itself it may part an island, but never joins two.
        var automatic = MapClusters.Find(points);
        automatic.Zip(labels).Distinct().Count().ShouldBe(automatic.Max() + 1);
    }

    [Fact]
    public void Follows_islands_that_are_long_and_bent()
    {
        // Two half rings, one in the other: no straight line parts them.
        var points = new DenseMatrix(400, 2);
        for (var item = 0; item < 400; item++)
        {
            var angle = Math.PI * (item / 2) / 200;
            var radius = item % 2 == 0 ? 10 : 14;
            (points[item, 0], points[item, 1]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
        }

        var found = MapClusters.Find(points, clusters: 2);
        found.ShouldBe(Enumerable.Range(0, 400).Select(item => found[item % 2]));
        found.Max().ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void Finds_as_many_as_asked_for(int clusters)
    {
        var map = NeighbourMap.LayOut(MapPoints.Normal(600, 5, 1, new SplittableRandom(2)), new NeighbourMapOptions { Iterations = 150, ExaggeratedIterations = 50 });
        MapClusters.Find(map.Positions, clusters).Max().ShouldBe(clusters - 1);
    }

    [Fact]
    public void Numbers_the_largest_first_and_gives_every_item_one_of_some_size()
    {
        var sizes = MapClusters.Find(MapPoints.Normal(900, 2, 1, new SplittableRandom(3))).CountBy(cluster => cluster).OrderBy(count => count.Key).Select(count => count.Value).ToArray();
        sizes.ShouldBe(sizes.OrderDescending());
        sizes.Sum().ShouldBe(900);
        sizes.Min().ShouldBeGreaterThanOrEqualTo(4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Leaves_few_items_in_one(int items) => MapClusters.Find(new DenseMatrix(items, 2)).ShouldBe(new int[items]);

    [Fact]
    public void Names_a_cluster_by_what_sets_it_apart_not_by_what_is_everywhere()
    {
        var (clusters, tags) = (new int[60], new List<IReadOnlyCollection<string>>());
        for (var item = 0; item < 60; item++)
        {
            clusters[item] = item % 3;
            tags.Add(["drama", (item % 3) switch { 0 => "heist", 1 => "space", _ => "love" }, .. item == 0 ? (string[])["once"] : []]);
        }

        var found = ClusterNames.TagsOf(clusters, tags);
        found.Select(own => own[0].Tag).ShouldBe(["heist", "space", "love"]);
        found[0].ShouldHaveSingleItem().Items.ShouldBe(20);
        ClusterNames.NamesOf(found).ShouldBe(["heist", "space", "love"]);
    }

    [Fact]
    public void Scores_a_tag_by_its_weighted_log_odds()
    {
        // Cluster 0: 8 taggings "a", 2 "b"; elsewhere 2 "a", 8 "b".
        int[] clusters = [.. Enumerable.Range(0, 20).Select(item => item < 10 ? 0 : 1)];
        string[][] tags = [.. Enumerable.Range(0, 20).Select(item => new[] { item is < 8 or 18 or 19 ? "a" : "b" })];
        var score = (Math.Log(58.0 / 52) - Math.Log(52.0 / 58)) / Math.Sqrt((1 / 58.0) + (1 / 52.0));
        ClusterNames.TagsOf(clusters, tags)[0].Single(tag => tag.Tag == "a").Score.ShouldBe(score, 1e-12);
    }

    [Fact]
    public void Gives_no_name_twice()
    {
        ClusterTag[] same = [new("crime", 5, 3), new("city", 4, 2), new("noir", 3, 1)];
        ClusterNames.NamesOf([same, same, same, []]).ShouldBe(["crime · city", "crime · city · noir", "crime · city 3", "cluster 4"]);
    }
}
