using FsCheck;
using FsCheck.Fluent;
using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public sealed class ReasonsTests
{
    private static readonly Item[] Items = [.. "ABCDEFGHIJ".Select(title => new Item { Id = $"id {title}", Title = title == 'J' ? null : $"{title}" })];

    [Theory]
    [InlineData(new[] { 3f }, 0, "Because you watched A (100%)")]
    [InlineData(new[] { 3f, 1 }, 0, "Because you watched A (75%) and B (25%)")]
    [InlineData(new[] { 1f, 1, 1 }, 0, "Because you watched A (34%), B (33%) and C (33%)")]
    [InlineData(new[] { 4f, 3, 2, 1 }, 0, "Because you watched A (40%), B (30%), C (20%) and 1 other (10%)")]
    [InlineData(new[] { 4f, 3, 1, 1, 1 }, 0, "Because you watched A (40%), B (30%), C (10%) and 2 others (20%)")]
    [InlineData(new[] { 6f, -5 }, 0, "Because you watched A (100%)")]
    [InlineData(new[] { 9f, 1 }, 10, "Because you watched A (45%) and B (5%); popular with others (50%)")]
    [InlineData(new[] { 1000f, 1 }, 0, "Because you watched A (100%)")]
    [InlineData(new float[0], 7, "Popular with other viewers")]
    [InlineData(new[] { -1f }, 0, "Nothing in particular in your history")]
    [InlineData(new float[0], 0, "Nothing in particular in your history")]
    public void Speaks_to_a_person(float[] contributions, float baseline, string text) => Of(contributions, baseline).Text.ShouldBe(text);

    [Fact]
    public void Names_an_item_without_a_title_by_its_id() =>
        Reasons.Of(Explanation.OfSum(0, 0, [new ScoredItem(9, 1)]), Items).Named.Single().ShouldBe(new Reason(9, "id J", 100));

    [Fact]
    public void Tells_a_film_from_its_remake_by_the_year()
    {
        Item[] items =
        [
            new Item { Id = "a", Title = "The Office", Year = 2001 },
            new Item { Id = "b", Title = "The Office", Year = 2005 },
            new Item { Id = "c", Title = "Fargo", Year = 1996 },
        ];
        Reasons.Of(Explanation.OfSum(0, 0, [new ScoredItem(0, 5), new ScoredItem(1, 3), new ScoredItem(2, 2)]), items).Text
            .ShouldBe("Because you watched The Office (2001) (50%), The Office (2005) (30%) and Fargo (20%)");
    }

    [Fact]
    public void Names_what_came_from_beside_the_history()
    {
        FeatureContribution[] features = [new("viewers in DE", 1), new("your search \"space\"", 3), new("viewers of 30 to 39", -2), new("a trifle", .01f)];
        Reasons.Of(Explanation.OfSum(0, 2, [new ScoredItem(0, 4)], features), Items).Text
            .ShouldBe("Because you watched A (40%); your search \"space\" (30%); viewers in DE (10%); popular with others (20%)");
        Reasons.Of(Explanation.OfSum(0, 1, [], features[..2]), Items).Text.ShouldBe("Because of your search \"space\" (60%); viewers in DE (20%); popular with others (20%)");
    }

    [Fact]
    public void Names_what_a_new_item_is_like()
    {
        Through([new ScoredItem(0, 3), new ScoredItem(1, 1)], 0, [2, 3, 4]).ShouldBe("Like C and D, which go with A (75%) and B (25%)");
        Through([new ScoredItem(0, 3)], 1, [2]).ShouldBe("Like C, which goes with A (75%); popular with others (25%)");
        Through([], 1, [2]).ShouldBe("Like C, which is popular with other viewers");
        Through([], 1, [2, 9]).ShouldBe("Like C and id J, which are popular with other viewers");
        Through([], 0, [2]).ShouldBe("Like C");
        Through([], 3, [2], new FeatureContribution("how much it is watched these days", 1)).ShouldBe("Like C; because of how much it is watched these days (25%); popular with others (75%)");

        static string Through(ScoredItem[] contributions, float baseline, int[] through, params FeatureContribution[] features) =>
            Reasons.Of(Explanation.OfSum(0, baseline, contributions, features) with { Through = [.. through.Select(item => new ScoredItem(item, 1))] }, Items).Text;
    }

    [Fact]
    public void Percents_add_up()
    {
        var contributions = Gen.Choose(-20, 1000).Select(number => number / 7f).ArrayOf(Items.Length);
        Prop.ForAll(contributions.ToArbitrary(), values =>
        {
            var reasons = Of(values, values[^1]);
            var sum = reasons.Named.Sum(reason => reason.Percent) + reasons.OthersPercent + reasons.BaselinePercent;
            var anythingFor = values.Any(value => value > 0);
            return sum == (anythingFor ? 100 : 0) && reasons.Named.All(reason => reason.Percent >= 1);
        }).QuickCheckThrowOnFailure();
    }

    private static Reasons Of(float[] contributions, float baseline) =>
        Reasons.Of(Explanation.OfSum(0, baseline, contributions.Select((score, item) => new ScoredItem(item, score))), Items);
}
