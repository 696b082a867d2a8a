using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class ModelArchiveTests
{
    private static readonly ModelFamily Family = ModelCatalogue.Find("most-popular");
    private static readonly Snapshot Snapshot = SampleSnapshots.Checkerboard(4);

    [Fact]
    public void Writes_what_a_person_wants_to_know()
    {
        var properties = Saved().Properties;
        properties["family"]!.GetValue<string>().ShouldBe("most-popular");
        properties["options"]!.ToJsonString().ShouldBe("""{"measure":"users"}""");
        properties["itemCount"]!.GetValue<int>().ShouldBe(4);
    }

    [Fact]
    public void Loads_when_newer_items_stand_behind()
    {
        var grown = new IdMap([.. Snapshot.ItemIds.Ids, "new"]);
        ModelArchive.Load(Saved().Open(), grown).Model.ItemCount.ShouldBe(4);
    }

    [Fact]
    public void Loads_when_an_item_was_erased_since()
    {
        var erased = new IdMap(["item 0", IdMap.Erased(1), "item 2", "item 3"]);
        ModelArchive.Load(Saved().Open(), erased).Model.ItemCount.ShouldBe(4);
    }

    [Theory]
    [InlineData("item 0", "item 1", "item 2")]
    [InlineData("item 1", "item 0", "item 2", "item 3")]
    [InlineData("item 0", "item 1", "item 2", "other")]
    public void Refuses_another_catalogue(params string[] ids) =>
        Should.Throw<InvalidDataException>(() => ModelArchive.Load(Saved().Open(), new IdMap(ids))).Message
            .ShouldBe($"The most-popular model was trained on other data: it knows 4 items, and the {ids.Length} items at hand do not begin with them. Train it again.");

    [Fact]
    public void Refuses_to_save_a_model_of_more_items_than_there_are() =>
        Should.Throw<ArgumentException>(() =>
            ModelArchive.Save(Family, Family.Train(Snapshot, Family.Options.Defaults, new TrainingContext()), IdMap.Empty, new MemoryArtifact()));

    [Theory]
    [InlineData("format", "2", "format 2")]
    [InlineData("format", "null", "missing")]
    [InlineData("family", "\"oracle\"", "'oracle'")]
    [InlineData("options", "{\"wisdom\":1}", "'wisdom'")]
    [InlineData("options", "null", "no 'options'")]
    [InlineData("itemCount", "-1", "trained on other data")]
    public void Refuses_a_damaged_artifact(string property, string json, string reason)
    {
        var artifact = Saved();
        artifact.Properties[property] = System.Text.Json.Nodes.JsonNode.Parse(json);
        Should.Throw<InvalidDataException>(() => ModelArchive.Load(artifact.Open(), Snapshot.ItemIds)).Message.ShouldContain(reason);
    }

    private static MemoryArtifact Saved()
    {
        var artifact = new MemoryArtifact();
        ModelArchive.Save(Family, Family.Train(Snapshot, Family.Options.Defaults, new TrainingContext()), Snapshot.ItemIds, artifact);
        return artifact;
    }
}
