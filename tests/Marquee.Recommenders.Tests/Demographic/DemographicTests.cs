using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public sealed class DemographicTests
{
    // Item 0: everybody. Item 1: the two from DE. Item 2: one from FR. Item 3: nobody.
    private static readonly (string Id, string[] Attributes, int[] Items)[] Viewers =
    [
        ("a", ["country=DE", "age=31"], [0, 1]),
        ("b", ["country=DE", "age=38"], [0, 1]),
        ("c", ["country=FR", "age=45"], [0, 2]),
        ("d", ["country=FR"], [0]),
    ];

    private static readonly (string Id, string[] Attributes, int[] Items)[] TenOfEach =
        [.. Enumerable.Range(0, 10).SelectMany(copy => Viewers.Select(viewer => (viewer.Id + copy, viewer.Attributes, viewer.Items)))];

    [Fact]
    public void Scores_are_as_worked_by_hand()
    {
        var model = Train(new DemographicOptions { Attributes = "country", Shrinkage = 1, Smoothing = 2 }, TenOfEach);
        float[] popularity = [(float)Math.Log(42 / 19.5), (float)Math.Log(22 / 19.5), (float)Math.Log(12 / 19.5), (float)Math.Log(2 / 19.5)];
        Scores(model, default).ShouldBe(popularity, 1e-6f);

        // Viewers in DE made 40 of the 70 meetings: expected 160/7, 80/7, 40/7 and 0 with the items, met 20, 20, 0 and 0; those in FR expected 120/7, 60/7, 30/7 and 0, met 20, 0, 10 and 0.
        var squares = (160 * 160) + (80 * 80) + (40 * 40) + (120 * 120) + (60 * 60) + (30 * 30);
        var scatter = 2 * ((20 * 20) + (60 * 60) + (40 * 40));
        var chance = 49 * ((40 * 3 / 7.0) + (30 * 4 / 7.0));
        var belief = squares / (scatter - chance);
        var german = Scores(model, Knowing("country=DE"));
        german[1].ShouldBe(popularity[1] + (float)Math.Log((20 + belief) / ((80 / 7.0) + belief)), 1e-5f);
        german[2].ShouldBe(popularity[2] + (float)Math.Log(belief / ((40 / 7.0) + belief)), 1e-5f);
        german[3].ShouldBe(popularity[3], 1e-6f, "of what nobody met nothing is known");
        Scores(model, default(History).In(new HistoryContext { Country = "DE" })).ShouldBe(german);
        Scores(model, Knowing("country=NL")).ShouldBe(popularity, 1e-6f);
    }

    [Fact]
    public void Groups_that_differ_no_more_than_by_chance_are_taken_for_alike()
    {
        var model = Train(new DemographicOptions { Attributes = "country" }, Viewers);
        Scores(model, Knowing("country=DE")).ShouldBe(Scores(model, default));
    }

    [Fact]
    public void Attributes_add_up_and_explain_the_score()
    {
        var model = Train(new DemographicOptions());
        var explanation = model.Explain(Knowing("country=DE", "age=33", "hobby=chess"), 1);
        explanation.Baseline.ShouldBe((float)Math.Log(21 / 18.5), 1e-6f);
        explanation.Contributions.ShouldBeEmpty();
        explanation.Features.Select(feature => feature.Name).ShouldBe(["age=30-39", "country=DE"], ignoreOrder: true);
        explanation.Features.ShouldAllBe(feature => feature.Score > 0);
        explanation.Score.ShouldBe(Scores(model, Knowing("country=DE", "age=33"))[1], 1e-6f);
    }

    [Fact]
    public void Strength_scales_what_groups_like_differently()
    {
        var (full, half) = (Train(new DemographicOptions()), Train(new DemographicOptions { Strength = 0.5 }));
        half.Explain(Knowing("country=DE"), 1).Features[0].Score.ShouldBe(full.Explain(Knowing("country=DE"), 1).Features[0].Score / 2, 1e-6f);
        Scores(Train(new DemographicOptions { Strength = 0 }), Knowing("country=DE")).ShouldBe(Scores(full, default), 1e-6f);
    }

    [Fact]
    public void Attributes_of_one_value_or_too_many_are_left_out_unless_they_are_named()
    {
        var all = Enumerable.Range(0, 6).Select(number => ($"u{number}", new[] { $"id={number}", "simulated=true", $"gender={number % 2}" }, new[] { number % 3 })).ToArray();
        Traits(new DemographicOptions { MaximumValues = 5 }).ShouldBe(["gender=0"]);
        Traits(new DemographicOptions { MaximumValues = 6 }).ShouldBe(["gender=0", "id=0"], ignoreOrder: true);
        Traits(new DemographicOptions { Attributes = "id, simulated", MaximumValues = 2 }).ShouldBe(["id=0", "simulated=true"], ignoreOrder: true);

        IEnumerable<string> Traits(DemographicOptions options) =>
            Train(options, all).Explain(Knowing("id=0", "simulated=true", "gender=0"), 0).Features.Select(feature => feature.Name);
    }

    [Theory]
    [InlineData("age=39", "age=30-39")]
    [InlineData("age=40", "age=40-49")]
    [InlineData("age=old", "age=old")]
    [InlineData("birthYear=1987", "birthYear=1980s")]
    [InlineData("gender=F", "gender=F")]
    public void Ages_and_years_of_birth_are_put_together_by_tens(string attribute, string trait) =>
        UserTraits.Of(Knowing(attribute).Context).ShouldBe([trait]);

    [Fact]
    public void The_history_changes_nothing()
    {
        var model = Train(new DemographicOptions());
        Scores(model, new History(new[] { 2, 3 }).In(Knowing("country=DE").Context)).ShouldBe(Scores(model, Knowing("country=DE")));
    }

    [Fact]
    public void Users_who_opted_out_teach_nothing()
    {
        var builder = Builder(TenOfEach);
        builder.Add(new User { Id = "secret", Attributes = new AttributeMap([KeyValuePair.Create("country", "IT")]), OptedOut = true });
        builder.Add(new Interaction { UserId = "secret", ItemId = "item 3", Kind = InteractionKinds.Watch });
        var model = DemographicTrainer.Train(builder.Build(), new DemographicOptions(), new TrainingContext());
        Scores(model, Knowing("country=IT")).ShouldBe(Scores(Train(new DemographicOptions()), default));
    }

    private static History Knowing(params string[] attributes) => default(History).In(new HistoryContext { Attributes = Map(attributes) });

    private static AttributeMap Map(string[] attributes) => new(attributes.Select(attribute => attribute.Split('=')).Select(parts => KeyValuePair.Create(parts[0], parts[1])));

    private static float[] Scores(DemographicModel model, History history)
    {
        var scores = new float[model.ItemCount];
        model.Score(history, scores);
        return scores;
    }

    private static DemographicModel Train(DemographicOptions options, (string Id, string[] Attributes, int[] Items)[]? viewers = null) =>
        DemographicTrainer.Train(Builder(viewers ?? TenOfEach).Build(), options, new TrainingContext());

    private static SnapshotBuilder Builder((string Id, string[] Attributes, int[] Items)[] viewers)
    {
        var builder = new SnapshotBuilder();
        for (var item = 0; item < 4; item++)
        {
            builder.Add(new Item { Id = $"item {item}" });
        }

        foreach (var (id, attributes, items) in viewers)
        {
            builder.Add(new User { Id = id, Attributes = Map(attributes) });
            foreach (var item in items)
            {
                builder.Add(new Interaction { UserId = id, ItemId = $"item {item}", Kind = InteractionKinds.Watch });
            }
        }

        return builder;
    }
}
