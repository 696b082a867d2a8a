namespace Marquee.Data.Tests;

public class FusionWeightsTests
{
    private static readonly Item Film = new()
    {
        Id = "film",
        Features = Map(("poster", [1, 2]), ("fused", [9, 9]), ("fused:poster", [0.25f]), ("fused:sound", [0.75f]), ("fused:wide", [1, 2, 3]), ("fusedly", [1]), ("clip:vit", [1])),
    };

    [Fact]
    public void Reads_the_weights_by_modality() =>
        FusionWeights.Of(Film.Features, "fused").ShouldBe([KeyValuePair.Create("poster", 0.25f), KeyValuePair.Create("sound", 0.75f)]);

    [Fact]
    public void What_was_not_fused_has_no_weights()
    {
        FusionWeights.Of(Film.Features, "poster").ShouldBeEmpty();
        FusionWeights.Of(Film.Features, "clip").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("fused:poster", true)]
    [InlineData("fused", false)]
    [InlineData("fused:wide", false)]
    [InlineData("clip:vit", false)]
    [InlineData("fused:none", false)]
    public void A_weight_is_one_number_beside_its_vector(string name, bool expected) => FusionWeights.IsWeight(Film.Features, name).ShouldBe(expected);

    [Fact]
    public void Puts_a_vector_and_its_weights_in_the_place_of_those_before()
    {
        var item = FusionWeights.Put(Film, "fused", new float[] { 5 }, [KeyValuePair.Create("text", 1f)]);
        item.Features.Equals(Map(("poster", [1, 2]), ("fused", [5]), ("fused:text", [1]), ("fused:wide", [1, 2, 3]), ("fusedly", [1]), ("clip:vit", [1]))).ShouldBeTrue();
        FusionWeights.Put(item, "fused", default, []).Features.Select(feature => feature.Key).ShouldBe(["clip:vit", "fused:wide", "fusedly", "poster"]);
    }

    [Fact]
    public void A_name_with_a_colon_is_refused() =>
        Should.Throw<ArgumentException>(() => FusionWeights.Put(Film, "a:b", new float[] { 5 }, [])).Message.ShouldContain("'a:b'");

    private static FeatureMap Map(params (string Name, float[] Vector)[] features) => new(features.Select(feature => KeyValuePair.Create(feature.Name, new ReadOnlyMemory<float>(feature.Vector))));
}
