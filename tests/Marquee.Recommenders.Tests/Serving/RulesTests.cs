using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public sealed class RulesTests
{
    private static readonly DateTimeOffset Noon = new(2025, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Item[] Items =
    [
        new() { Id = "0", Categories = ["Drama"] },
        new() { Id = "1", Categories = ["drama", "Comedy"], Hidden = true },
        new() { Id = "2", Categories = ["Comedy"], AvailableFrom = Noon },
        new() { Id = "3", Categories = ["Horror", "Comedy"], AvailableUntil = Noon },
        new() { Id = "4" },
    ];

    [Fact]
    public void Hidden_items_are_forbidden() => Left(new HiddenRule(Items)).ShouldBe([0, 2, 3, 4]);

    [Fact]
    public void Items_are_available_from_the_first_moment_to_before_the_last()
    {
        Left(new AvailabilityRule(Items), Noon).ShouldBe([0, 1, 2, 4]);
        Left(new AvailabilityRule(Items), Noon.AddMilliseconds(-1)).ShouldBe([0, 1, 3, 4]);
    }

    [Fact]
    public void Without_a_moment_everything_is_available() => Left(new AvailabilityRule(Items)).ShouldBe([0, 1, 2, 3, 4]);

    [Fact]
    public void A_list_is_forbidden() => Left(new ExcludeRule(new[] { 4, 0, 99 })).ShouldBe([1, 2, 3]);

    [Theory]
    [InlineData("DRAMA", "", "", new[] { 0, 1 })]
    [InlineData("drama|comedy", "", "", new[] { 1 })]
    [InlineData("", "drama|horror", "", new[] { 0, 1, 3 })]
    [InlineData("", "", "comedy", new[] { 0, 4 })]
    [InlineData("comedy", "drama|horror", "horror", new[] { 1 })]
    [InlineData("", "", "", new[] { 0, 1, 2, 3, 4 })]
    [InlineData("western", "", "", new int[0])]
    [InlineData("", "western", "", new int[0])]
    [InlineData("", "western|horror", "western", new[] { 3 })]
    public void Categories_are_required_and_forbidden(string all, string any, string none, int[] expected)
    {
        var filter = new CategoryFilter { All = Split(all), Any = Split(any), None = Split(none) };
        Left(new CategoryRule(new CategoryIndex(Items), filter)).ShouldBe(expected);
    }

    [Fact]
    public void Items_newer_than_the_model_do_no_harm()
    {
        var candidates = new CandidateSet(2);
        foreach (var rule in new ICandidateRule[]
        {
            new HiddenRule(Items), new AvailabilityRule(Items), new ExcludeRule(new[] { 4 }),
            new CategoryRule(new CategoryIndex(Items), new CategoryFilter { Any = ["drama", "horror"] }),
        })
        {
            rule.Apply(new History(ReadOnlyMemory<int>.Empty, context: new HistoryContext { Now = 0 }), candidates);
        }

        candidates.Count.ShouldBe(1);
        candidates.Contains(0).ShouldBeTrue();
    }

    private static ValueList<string> Split(string names) => names.Split('|', StringSplitOptions.RemoveEmptyEntries).ToValueList();

    private static IEnumerable<int> Left(ICandidateRule rule, DateTimeOffset? now = null)
    {
        var candidates = new CandidateSet(Items.Length);
        rule.Apply(new History(ReadOnlyMemory<int>.Empty, context: new HistoryContext { Now = now?.ToUnixTimeMilliseconds() }), candidates);
        return Enumerable.Range(0, Items.Length).Where(candidates.Contains);
    }
}
