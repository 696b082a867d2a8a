using Marquee.Data;
using Marquee.Data.Demo;

namespace Marquee.Recommenders.Tests;

/// <summary>
/// The demo service knows what its viewers truly like. A model that learned something recommends unseen titles that its viewers truly like more than
/// the popular ones: measured as the share of the way from popularity to the best possible list.
/// </summary>
public sealed class RecoversTheTruthTests
{
    private static readonly DemoService Service = new(new DemoOptions { Viewers = 800 });
    private static readonly Snapshot Snapshot = Service.ToSnapshot();

    // Item indices of the snapshot are those of the world: the service writes its items in that order, before any interaction.
    [Fact]
    public void The_snapshot_numbers_items_as_the_world_does() =>
        Snapshot.Items.Select(item => item.Id).ShouldBe(Service.World.Items.Select(item => item.Id));

    [Theory]
    [InlineData("item-knn")]
    [InlineData("ease")]
    [InlineData("slim")]
    [InlineData("bpr")]
    [InlineData("als")]
    public void Goes_a_third_of_the_way_from_popularity_to_the_truth(string family)
    {
        var popular = MeanTrueUtility("most-popular");
        var possible = Viewers().Average(viewer => Unseen(viewer).Select(item => Utility(viewer, item)).OrderDescending().Take(10).Average());
        var share = (MeanTrueUtility(family) - popular) / (possible - popular);
        share.ShouldBeInRange(1 / 3.0, 1);
    }

    private static double MeanTrueUtility(string family)
    {
        var found = ModelCatalogue.Find(family);
        var model = found.Train(Snapshot, found.Options.Defaults, new TrainingContext());
        var pipeline = new RecommendationPipeline(model);
        return Viewers().Average(viewer => pipeline.Recommend(Snapshot.Interactions.HistoryOf(viewer), new RecommendationRequest())
            .Average(line => Utility(viewer, line.Item)));
    }

    private static double Utility(int viewer, int item) => Service.Viewers[viewer].Utility(item, DemoWorld.Days - 1);

    private static IEnumerable<int> Unseen(int viewer) =>
        Enumerable.Range(0, Snapshot.Items.Count).Except(Snapshot.Interactions.ByUser.RowIndices(viewer).ToArray());

    private static IEnumerable<int> Viewers() =>
        Enumerable.Range(0, Snapshot.Users.Count).Where(viewer => Snapshot.Interactions.ByUser.RowLength(viewer) >= 20);
}
