using Marquee.Data;

namespace Marquee.Media.Tests;

public class ItemModalitiesTests
{
    private static readonly Item[] Items =
    [
        Of("a", ["drama"], ("poster", [1, 2]), ("sound", [3]), ("fused", [7, 7]), ("fused:poster", [0.5f]), ("fused:sound", [0.5f])),
        Of("b", ["drama", "crime"]),
        Of("c", ["crime", "crime"], ("sound", [4]), ("empty", [])),
        Of("d", []),
    ];

    [Fact]
    public void Names_what_items_have_without_what_was_fused() =>
        ItemModalities.Names(Items).ShouldBe([KeyValuePair.Create("poster", 1), KeyValuePair.Create("sound", 2)]);

    [Fact]
    public void Reads_items_that_have_something_and_marks_what_is_missing()
    {
        var read = ItemModalities.Of(Items, ["poster", "sound"]);
        read.Items.ShouldBe([0, 2]);
        read.Examples.Modalities.Select(modality => (modality.Name, modality.Has(0), modality.Has(1))).ShouldBe([("poster", true, false), ("sound", true, true)]);
        var numbers = new float[1];
        read.Examples.Modalities[1].Examples.Read(1, numbers);
        numbers.ShouldBe([4]);
    }

    [Fact]
    public void Vectors_of_several_lengths_are_told_by_item() =>
        Should.Throw<InvalidDataException>(() => ItemModalities.Of([.. Items, Of("e", [], ("sound", [1, 2]))], ["sound"])).Message.ShouldContain("'e' has 2 numbers");

    [Fact]
    public void Labels_are_those_that_enough_items_have_and_not_all()
    {
        var labels = ItemLabels.Of(Items, item => item.Categories, 2);
        labels.Names.ShouldBe(["crime", "drama"]);
        Enumerable.Range(0, 4).Select(item => labels.Sets.Of(item).ToArray()).ShouldBe([[1], [0, 1], [0], []]);
        ItemLabels.Of(Items, item => item.Categories, 3).Names.ShouldBeEmpty();
        ItemLabels.Of(Items[..2], item => item.Categories, 1).Names.ShouldBe(["crime"]);
    }

    [Fact]
    public void Fusing_leans_on_the_modality_that_says_something()
    {
        var (examples, labels) = Toy.SeenNotHeard(240, 1, someSilent: true);
        var options = new ItemFusionOptions { Dimensions = 16, MaxDegreeOfParallelism = 1 };
        var model = ItemFusion.Train(examples, labels, options);
        var (others, theirs) = Toy.SeenNotHeard(120, 2, someSilent: true);
        Toy.Accuracy(model.Score(others), theirs).ShouldBeGreaterThan(0.9);
        var weights = model.Weights(others);
        for (var item = 0; item < others.Count; item++)
        {
            (weights[item, 0] + weights[item, 1]).ShouldBe(1, 1e-5f);
        }

        weights[0, 1].ShouldBe(0);
        Enumerable.Range(0, others.Count).Average(item => weights[item, 0]).ShouldBeGreaterThan(0.7f);
        ItemFusion.Train(examples, labels, options with { MaxDegreeOfParallelism = 2 }).Encode(others).Span.ToArray().ShouldBe(model.Encode(others).Span.ToArray());
    }

    private static Item Of(string id, string[] categories, params (string Name, float[] Vector)[] features) =>
        new() { Id = id, Categories = categories.ToValueList(), Features = new FeatureMap(features.Select(feature => KeyValuePair.Create(feature.Name, new ReadOnlyMemory<float>(feature.Vector)))) };
}
