using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public sealed class ItemModalityTests
{
    [Fact]
    public void Rows_have_length_one_around_the_mean_item_and_items_without_features_zeros()
    {
        var modality = ItemModality.Of([Seen(3, 0), new Item { Id = "unseen" }, Seen(1, 2), Seen(2, 1, 9)], "visual:0.5, smell").ShouldHaveSingleItem();

        (modality.Name, modality.Weight).ShouldBe(("visual", 0.5f));
        var half = (float)Math.Sqrt(0.5);
        modality.Rows.Row(0).ToArray().ShouldBe([half, -half], 1e-6);
        modality.Rows.Row(1).ToArray().ShouldBe([0f, 0f]);
        modality.Rows.Row(2).ToArray().ShouldBe([-half, half], 1e-6);
        // Another length than that of the others.
        modality.Rows.Row(3).ToArray().ShouldBe([0f, 0f]);
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("", 0)]
    [InlineData("visual,audio", 2)]
    [InlineData("visual:2,visual,audio:0.5", 2)]
    public void Names_and_weights_are_read(string text, int count) => ItemModality.Parse(text).Length.ShouldBe(count);

    [Theory]
    [InlineData("visual:0")]
    [InlineData("visual:much")]
    [InlineData("visual:-1,audio")]
    public void A_weight_that_is_no_positive_number_is_refused(string text)
    {
        Should.Throw<OptionException>(() => ModelCatalogue.Find("freedom").Options.Validate(new FreedomOptions { Modalities = text })).Message.ShouldContain("modalities");
        Should.Throw<OptionException>(() => ModelCatalogue.Find("slmrec").Options.Validate(new SlmrecOptions { Modalities = text })).Message.ShouldContain("modalities");
        Should.Throw<OptionException>(() => ModelCatalogue.Find("bm3").Options.Validate(new Bm3Options { Modalities = text })).Message.ShouldContain("modalities");
    }

    [Fact]
    public void Each_item_points_to_its_nearest_and_modalities_add_up_by_weight()
    {
        Item[] items = [Both([1, 0], [1, 0]), Both([0.9f, 0.1f], [0, 1]), Both([0, 1], [0.9f, 0.1f]), Both([0.1f, 0.9f], [0.1f, 0.9f])];
        var graph = NearestItems.Of(ItemModality.Of(items, "visual:3,audio:1"), items.Length, neighbours: 1, new TrainingContext());

        graph.RowIndices(0).ToArray().ShouldBe([1, 2]);
        graph[0, 1].ShouldBe(0.75f, 1e-6f);
        graph[0, 2].ShouldBe(0.25f, 1e-6f);
        graph[3, 2].ShouldBe(0.75f, 1e-6f);
        graph[3, 1].ShouldBe(0.25f, 1e-6f);
        NearestItems.Of([], 3, neighbours: 5, new TrainingContext()).NonZeros.ShouldBe(0);
    }

    private static Item Seen(params float[] vector) => new() { Id = "seen", Features = new FeatureMap([KeyValuePair.Create("visual", (ReadOnlyMemory<float>)vector)]) };

    private static Item Both(float[] seen, float[] heard) => new()
    {
        Id = "both",
        Features = new FeatureMap([KeyValuePair.Create("visual", (ReadOnlyMemory<float>)seen), KeyValuePair.Create("audio", (ReadOnlyMemory<float>)heard)]),
    };
}
