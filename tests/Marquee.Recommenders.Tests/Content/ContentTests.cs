using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public sealed class ContentTests
{
    private static readonly float Half = (float)Math.Sqrt(.5);

    private static readonly Item[] Films =
    [
        new() { Id = "a", Categories = ["Crime"] },
        new() { Id = "b", Categories = ["Crime", "Sci-Fi"] },
        new() { Id = "c", Categories = ["Sci-Fi"] },
        new() { Id = "d" },
    ];

    [Fact]
    public void Scores_are_cosines_as_worked_by_hand()
    {
        // Both categories are equally rare, so the vectors are (1, 0), (1, 1) / sqrt 2 and (0, 1).
        var model = Train(Films);
        Scores(model, new History(new[] { 0 })).ShouldBe([1, Half, 0, 0], 1e-6f);
        Scores(model, new History(new[] { 0, 2 }, new[] { 3f, 4f })).ShouldBe([3 / 5f, 7 / 5f * Half, 4 / 5f, 0], 1e-6f);
        Scores(model, new History(new[] { 3 })).ShouldBe([0, 0, 0, 0]);
        model.Similar(0, 9).ShouldBe([new ScoredItem(1, Half)]);
        model.Similar(3, 9).ShouldBeEmpty();
    }

    [Fact]
    public void Vectors_of_items_count_as_much_as_their_weight_says()
    {
        Item[] films =
        [
            new() { Id = "a", Categories = ["Crime"], Features = Text(3, 4) },
            new() { Id = "b", Categories = ["Crime"], Features = Text(-4, 3) },
            new() { Id = "c", Categories = ["Sci-Fi"], Features = Text(30, 40) },
            new() { Id = "d", Categories = ["Sci-Fi"], Features = Text(-3, -4) },
            new() { Id = "other make", Categories = ["Sci-Fi"], Features = Text(1, 2, 3) },
        ];
        // Of length 1 the category, of length 2 the vector: each product is (category + 4 * cosine) / 5.
        var model = Train(new ContentOptions { FeaturesWeight = 2 }, films);

        Scores(model, new History(new[] { 0 })).ShouldBe([1, 0.2f, 0.8f, -0.8f, 0], 1e-6f);
        Scores(Train(new ContentOptions { FeaturesWeight = 0 }, films), new History(new[] { 0 }))[..3].ShouldBe([1, 1, 0], 1e-6f);
        Scores(Train(new ContentOptions { Features = "none" }, films), new History(new[] { 0 }))[..3].ShouldBe([1, 1, 0], 1e-6f);
        var explanation = model.Explain(new History(new[] { 0, 1 }), 3);
        explanation.Score.ShouldBe(Scores(model, new History(new[] { 0, 1 }))[3], 1e-6f);

        static FeatureMap Text(params float[] numbers) => new([new("text", numbers)]);
    }

    [Fact]
    public void A_rare_term_counts_more_than_a_common_one()
    {
        var model = Train(
            new Item { Id = "both", Labels = ["heist", "drama"] },
            new Item { Id = "rare", Labels = ["heist"] },
            new Item { Id = "common", Labels = ["drama"] },
            new Item { Id = "common too", Labels = ["drama"] });
        var (rare, common) = (Math.Log(1 + (2.5 / 2.5)), Math.Log(1 + (1.5 / 3.5)));
        Scores(model, new History(new[] { 0 }))[1].ShouldBe((float)(rare / Math.Sqrt((rare * rare) + (common * common))), 1e-6f);
    }

    [Fact]
    public void Each_field_has_the_length_of_its_weight()
    {
        var options = new ContentOptions { CategoriesWeight = 2, LabelsWeight = 1 };
        var model = Train(options, new Item { Id = "a", Categories = ["x"], Labels = ["l", "m", "n"] }, new Item { Id = "b", Categories = ["x"] }, new Item { Id = "c", Labels = ["l", "m", "n"] });
        Scores(model, new History(new[] { 0 })).ShouldBe([1, (float)(2 / Math.Sqrt(5)), (float)(1 / Math.Sqrt(5))], 1e-6f);
        Scores(Train(options with { CategoriesWeight = 0 }, Films), new History(new[] { 0 })).ShouldBe([0, 0, 0, 0]);
    }

    [Theory]
    [InlineData(TextWeighting.TfIdf, 1.6931471805599454)]
    [InlineData(TextWeighting.Bm25, 4 / 3.0)]
    public void Words_of_texts_are_weighted_by_their_number(TextWeighting weighting, double twice)
    {
        // Each word stands in one of the two texts of equal length, so that BM25 gives 2 * 2 / (2 + 1) for two of a word and 1 for one.
        var model = Train(
            new ContentOptions { Weighting = weighting, Bm25K1 = 1 },
            new Item { Id = "a", Summary = "moon moon dust" },
            new Item { Id = "b", Summary = "fish fish fish" });
        var moon = Scores(model, Searching("moon"))[0];
        moon.ShouldBe((float)(twice / Math.Sqrt((twice * twice) + 1)), 1e-6f);
        Scores(model, Searching("dust"))[0].ShouldBe((float)(1 / Math.Sqrt((twice * twice) + 1)), 1e-6f);
    }

    [Fact]
    public void A_word_that_nearly_all_texts_have_is_left_out()
    {
        var films = Enumerable.Range(0, 12).Select(number => new Item { Id = $"{number}", Summary = number == 0 ? "the heist" : "the" }).ToArray();
        Scores(Train(films), Searching("the")).ShouldAllBe(score => score == 0);
        Scores(Train(films), Searching("heist"))[0].ShouldBe(1, 1e-6f);
        Scores(Train(films[..10]), Searching("the"))[1].ShouldBeGreaterThan(0, "ten items say nothing about a language");
    }

    [Fact]
    public void Everything_that_is_known_of_an_item_counts()
    {
        var known = new Item
        {
            Id = "known",
            Title = "Moon",
            Summary = "Dust",
            Categories = ["drama"],
            Labels = ["space-travel"],
            People = [new Person("Ann Lee", "director"), new Person("Ann Lee", "cast")],
            Countries = ["NL"],
            Language = "nl",
            Year = 1999,
            Kind = "film",
            Attributes = new AttributeMap([KeyValuePair.Create("basedOn", "Moonlight"), KeyValuePair.Create("runtime", "90")]),
        };
        var options = new ContentOptions { Attributes = "basedOn" };
        Item[] alike =
        [
            new() { Id = "1", Title = "moon" }, new() { Id = "2", Summary = "dust" }, new() { Id = "3", Categories = ["Drama"] }, new() { Id = "4", Labels = ["space travel"] },
            new() { Id = "5", People = [new Person("ann lee", "writer")] }, new() { Id = "6", Countries = ["NL"] }, new() { Id = "7", Language = "nl" }, new() { Id = "8", Year = 1990 },
            new() { Id = "9", Kind = "film" }, new() { Id = "10", Attributes = new AttributeMap([KeyValuePair.Create("basedOn", "moonlight")]) },
        ];
        Item[] unlike =
        [
            new() { Id = "11", Summary = "moon", Title = "dust" }, new() { Id = "12", Attributes = new AttributeMap([KeyValuePair.Create("runtime", "90")]) }, new() { Id = "13", Year = 2000 },
        ];
        var scores = Scores(Train(options, [known, .. alike, .. unlike]), new History(new[] { 0 }));
        scores[1..11].ShouldAllBe(score => score > 0);
        scores[11..].ShouldAllBe(score => score == 0);
    }

    [Fact]
    public void A_stranger_who_searches_gets_what_the_search_means()
    {
        var model = Train(
            new Item { Id = "named", Labels = ["space-travel"] },
            new Item { Id = "half", Labels = ["time-travel"] },
            new Item { Id = "title", Title = "Space" },
            new Item { Id = "other", Labels = ["heist"] });
        var scores = Scores(model, Searching("Space Travel"));
        scores[0].ShouldBeGreaterThan(scores[1]);
        scores[0].ShouldBeGreaterThan(scores[2]);
        scores[1].ShouldBeGreaterThan(0);
        scores[2].ShouldBeGreaterThan(0);
        scores[3].ShouldBe(0);
        Scores(model, Searching("nothing that is known")).ShouldAllBe(score => score == 0);
        Scores(model, Searching("nl")).ShouldAllBe(score => score == 0, "codes of languages are no words");
    }

    [Fact]
    public void Searches_and_history_are_explained_side_by_side()
    {
        var model = Train(new ContentOptions { SearchWeight = 1 }, Films);
        var history = new History(new[] { 0 }).In(new HistoryContext { Searches = ["sci-fi", "sci-fi", "nothing"] });
        Scores(model, history).ShouldBe([(float)(1 / Math.Sqrt(5)), (float)(3 / Math.Sqrt(10)), (float)(2 / Math.Sqrt(5)), 0], 1e-6f);
        var explanation = model.Explain(history, 1);
        explanation.Baseline.ShouldBe(0);
        explanation.Contributions.ShouldHaveSingleItem().ShouldBe(new ScoredItem(0, (float)(1 / Math.Sqrt(10))));
        var feature = explanation.Features.ShouldHaveSingleItem();
        feature.Name.ShouldBe("your search \"sci-fi\"");
        feature.Score.ShouldBe((float)(2 / Math.Sqrt(10)), 1e-6f);
    }

    [Fact]
    public void Only_the_latest_searches_count()
    {
        var history = Searching("crime", "sci-fi");
        Scores(Train(new ContentOptions { LatestSearches = 1 }, Films), history).ShouldBe([0, Half, 1, 0], 1e-6f);
        Scores(Train(new ContentOptions { SearchWeight = 0 }, Films), history).ShouldBe([0, 0, 0, 0]);
    }

    [Fact]
    public void The_history_fades_from_now_or_from_its_newest_entry()
    {
        const long day = 24 * 60 * 60 * 1000;
        var model = Train(new ContentOptions { HalfLifeDays = 10 }, Films);
        var faded = new History(new[] { 0, 2, 99 }, new[] { 1f, 1f, 1f }, new[] { 0, 10 * day, 90 * day });
        var expected = Scores(model, new History(new[] { 0, 2 }, new[] { .5f, 1f }));
        Scores(model, faded).ShouldBe(expected, 1e-6f);
        Scores(model, faded.In(new HistoryContext { Now = 30 * day })).ShouldBe(expected, 1e-6f);
        Scores(model, new History(new[] { 0, 2 }, default, new[] { EventLog.NoTime, 0 })).ShouldBe(Scores(model, new History(new[] { 0, 2 })), 1e-6f);
    }

    [Fact]
    public void Whoever_comes_back_after_years_is_still_known()
    {
        const long day = 24 * 60 * 60 * 1000;
        var model = Train(new ContentOptions { HalfLifeDays = 1 }, Films);
        var history = new History(new[] { 0, 2 }, new[] { 1f, 1f }, new[] { 0, day });
        Scores(model, history.In(new HistoryContext { Now = 3650 * day })).ShouldBe(Scores(model, history), 1e-6f);
    }

    [Fact]
    public void A_loaded_model_understands_searches()
    {
        var model = Train(new Item { Id = "é", Title = "Amélie", People = [new Person("寄生虫 Ł", "cast")] }, new Item { Id = "other", Title = "Other" });
        var artifact = new MemoryArtifact();
        var snapshot = Snapshot([new Item { Id = "é" }, new Item { Id = "other" }]);
        ModelArchive.Save(ModelCatalogue.Find("content"), model, snapshot.ItemIds, artifact);
        var loaded = (ContentModel)ModelArchive.Load(artifact.Open(), snapshot.ItemIds).Model;
        foreach (var search in new[] { "amelie", "寄生虫", "ł" })
        {
            Scores(loaded, Searching(search))[0].ShouldBeGreaterThan(0);
            Scores(loaded, Searching(search)).ShouldBe(Scores(model, Searching(search)));
        }
    }

    [Fact]
    public void A_damaged_vocabulary_is_refused()
    {
        var artifact = new MemoryArtifact();
        var snapshot = Snapshot(Films);
        ModelArchive.Save(ModelCatalogue.Find("content"), Train(Films), snapshot.ItemIds, artifact);
        Should.Throw<InvalidDataException>(() => ModelArchive.Load(new WithoutTerms(artifact.Open()), snapshot.ItemIds)).Message.ShouldContain("rarity");
    }

    private static History Searching(params string[] texts) => default(History).In(new HistoryContext { Searches = ValueList.Create<string>(texts) });

    private static float[] Scores(ContentModel model, History history)
    {
        var scores = new float[model.ItemCount];
        model.Score(history, scores);
        return scores;
    }

    private static ContentModel Train(params Item[] items) => Train(new ContentOptions(), items);

    private static ContentModel Train(ContentOptions options, params Item[] items) => ContentTrainer.Train(Snapshot(items), options, new TrainingContext());

    private static Snapshot Snapshot(Item[] items)
    {
        var builder = new SnapshotBuilder();
        Array.ForEach(items, builder.Add);
        return builder.Build();
    }

    private sealed class WithoutTerms(ArtifactReader inner) : ArtifactReader
    {
        public override System.Text.Json.Nodes.JsonObject Properties => inner.Properties;

        public override Memory<float> ReadFloats(string name, params ReadOnlySpan<int> shape) => inner.ReadFloats(name, shape);

        public override int[] ReadInts(string name) => name == "terms" ? [] : inner.ReadInts(name);

        public override long[] ReadLongs(string name) => inner.ReadLongs(name);
    }
}
