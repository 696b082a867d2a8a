using Marquee.Data;
using Marquee.Numerics;

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

    [Fact]
    public void What_cannot_be_shown_is_known_until_something_comes_or_goes()
    {
        var rule = new AvailabilityRule(
        [
            new Item { Id = "a", AvailableFrom = Noon, AvailableUntil = Noon.AddHours(2) },
            new Item { Id = "b", AvailableUntil = Noon.AddHours(1) },
        ]);
        var first = rule.At(Milliseconds(Noon));
        (first.From, first.Until).ShouldBe((Milliseconds(Noon), Milliseconds(Noon.AddHours(1))));
        rule.At(first.Until - 1).ShouldBeSameAs(first);
        rule.At(first.Until).ShouldNotBeSameAs(first);
        rule.At(first.Until).Unavailable.Contains(1).ShouldBeTrue();
        (rule.At(0).From, rule.At(long.MaxValue).Until).ShouldBe((long.MinValue, long.MaxValue));
        rule.At(first.From).Unavailable.Contains(0).ShouldBeFalse();
    }

    [Fact]
    public void Countries_are_allowed_and_forbidden()
    {
        Item[] items =
        [
            With(ServingAttributes.AvailableIn, "DE, at"), With(ServingAttributes.NotAvailableIn, "de"), With(ServingAttributes.AvailableIn, " , "), With("x", "y"),
        ];
        LeftIn("de", new CountryRule(items)).ShouldBe([0, 2, 3]);
        LeftIn("AT", new CountryRule(items)).ShouldBe([0, 1, 2, 3]);
        LeftIn("FR", new CountryRule(items)).ShouldBe([1, 2, 3]);
        LeftIn(null, new CountryRule(items)).ShouldBe([0, 1, 2, 3]);
    }

    [Theory]
    [InlineData("16", 16)]
    [InlineData(" 16+ ", 16)]
    [InlineData("FSK 12", 12)]
    [InlineData("fsk-6", 6)]
    [InlineData("PEGI18", 18)]
    [InlineData("pg-13", 13)]
    [InlineData("TV-MA", 17)]
    [InlineData("TV-Y7-FV", 7)]
    [InlineData("nc-17", 18)]
    [InlineData("G", 0)]
    [InlineData("unrated", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("2024", null)]
    [InlineData("12 or so", null)]
    public void Ratings_become_ages(string? rating, int? age) => MaturityRatings.AgeOf(rating).ShouldBe(age);

    [Fact]
    public void A_child_is_shown_what_is_known_to_suit_it()
    {
        Item[] items = [With(ServingAttributes.Maturity, "R"), With(ServingAttributes.Maturity, "6"), With(ServingAttributes.Maturity, "?"), With("x", "y"), With(ServingAttributes.Maturity, "G")];
        var limits = new MaturityLimits(items);
        Left(limits.UpTo(0), items.Length).ShouldBe([4]);
        Left(limits.UpTo(6), items.Length).ShouldBe([1, 4]);
        Left(limits.UpTo(16), items.Length).ShouldBe([1, 4]);
        Left(limits.UpTo(17), items.Length).ShouldBe([0, 1, 4]);
        Left(limits.UpTo(18), items.Length).ShouldBe([0, 1, 2, 3, 4]);
        Left(limits.UpTo(99), items.Length).ShouldBe([0, 1, 2, 3, 4]);
        Left(new MaturityLimits(items, unrated: 0).UpTo(6), items.Length).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void Rules_of_a_changed_catalogue_are_those_of_the_catalogue_as_it_is_now()
    {
        var random = new SplittableRandom(5);
        for (var round = 0; round < 30; round++)
        {
            var before = Enumerable.Range(0, 20 + random.Next(100)).Select(Any).ToArray();
            var after = before.Concat(Enumerable.Range(0, random.Next(80)).Select(Any)).ToArray();
            var changed = Enumerable.Range(0, random.Next(10)).Select(_ => random.Next(before.Length)).Concat(Enumerable.Range(before.Length, after.Length - before.Length)).Distinct().ToArray();
            foreach (var item in changed)
            {
                after[item] = Any(item);
            }

            var filter = ItemFilter.Parse("category:c0 OR NOT (label:l1 kind:k1)");
            (ICandidateRule Grown, ICandidateRule New)[] rules =
            [
                (new HiddenRule(before).With(after, changed), new HiddenRule(after)),
                (new AvailabilityRule(before).With(after, changed), new AvailabilityRule(after)),
                (new CountryRule(before).With(after, changed), new CountryRule(after)),
                (new MaturityLimits(before).With(after, changed).UpTo(12), new MaturityLimits(after).UpTo(12)),
                (new FilterRule(new FilterIndex(before).With(after, changed), filter), new FilterRule(new FilterIndex(after), filter)),
            ];
            foreach (var (grown, made) in rules)
            {
                Left(grown, "c1", Noon, after.Length).ShouldBe(Left(made, "c1", Noon, after.Length), $"{grown.GetType().Name} in round {round}");
            }

            new FilterIndex(before).With(after, changed).Values(FilterField.Label).Order().ShouldBe(new FilterIndex(after).Values(FilterField.Label).Order());
        }

        Item Any(int id) => new()
        {
            Id = $"{id}",
            Hidden = random.Next(4) == 0,
            Categories = [$"c{random.Next(3)}", $"C{random.Next(3)}"],
            Labels = random.Next(2) == 0 ? [] : [$"l{random.Next(40)}"],
            Kind = $"k{random.Next(2)}",
            AvailableFrom = random.Next(2) == 0 ? null : Noon.AddHours(random.Next(5) - 2),
            AvailableUntil = random.Next(2) == 0 ? null : Noon.AddHours(random.Next(5) - 2),
            Attributes = new AttributeMap(
            [
                KeyValuePair.Create(ServingAttributes.Maturity, $"{random.Next(20)}"), KeyValuePair.Create(ServingAttributes.AvailableIn, random.Next(2) == 0 ? "" : $"c{random.Next(3)},c9"),
                KeyValuePair.Create(ServingAttributes.NotAvailableIn, random.Next(2) == 0 ? "" : $"c{random.Next(3)}"),
            ]),
        };
    }

    [Fact]
    public void Items_newer_than_the_model_do_no_harm()
    {
        var candidates = new CandidateSet(2);
        foreach (var rule in new ICandidateRule[]
        {
            new HiddenRule(Items), new AvailabilityRule(Items), new ExcludeRule(new[] { 4 }),
            new FilterRule(new FilterIndex(Items), ItemFilter.Any(ItemFilter.Category("drama"), ItemFilter.Category("horror"))), new CountryRule(Items), new MaturityLimits(Items).UpTo(18),
        })
        {
            rule.Apply(new History(ReadOnlyMemory<int>.Empty, context: new HistoryContext { Now = 0 }), candidates);
        }

        candidates.Count.ShouldBe(1);
        candidates.Contains(0).ShouldBeTrue();
    }

    private static Item With(string attribute, string value) => new() { Id = "i", Attributes = new AttributeMap([KeyValuePair.Create(attribute, value)]) };

    private static long Milliseconds(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();

    private static int[] Left(ICandidateRule rule, DateTimeOffset? now = null) => Left(rule, null, now, Items.Length);

    private static int[] Left(ICandidateRule rule, int itemCount) => Left(rule, null, null, itemCount);

    private static int[] LeftIn(string? country, ICandidateRule rule) => Left(rule, country, null, 4);

    private static int[] Left(ICandidateRule rule, string? country, DateTimeOffset? now, int itemCount)
    {
        var candidates = new CandidateSet(itemCount);
        rule.Apply(new History(ReadOnlyMemory<int>.Empty, context: new HistoryContext { Now = now?.ToUnixTimeMilliseconds(), Country = country }), candidates);
        return [.. Enumerable.Range(0, itemCount).Where(candidates.Contains)];
    }
}
