using FsCheck;
using FsCheck.Fluent;
using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public sealed class ItemFilterTests
{
    private static readonly Item[] Items =
    [
        new() { Id = "0", Categories = ["Drama"], Kind = "film" },
        new() { Id = "1", Categories = ["drama", "Comedy"], Labels = ["Based on a true story"], Kind = "series" },
        new() { Id = "2", Categories = ["Comedy"], Labels = ["heist"], Kind = "Film" },
        new() { Id = "3", Categories = ["Horror", "Comedy"] },
        new() { Id = "4" },
    ];

    [Theory]
    [InlineData("", new[] { 0, 1, 2, 3, 4 })]
    [InlineData("category:DRAMA", new[] { 0, 1 })]
    [InlineData("category:drama AND category:comedy", new[] { 1 })]
    [InlineData("category:drama category:comedy", new[] { 1 })]
    [InlineData("category:drama or Category:horror", new[] { 0, 1, 3 })]
    [InlineData("not category:comedy", new[] { 0, 4 })]
    [InlineData("category:comedy (category:drama OR category:horror) NOT category:horror", new[] { 1 })]
    [InlineData("category:drama OR category:comedy AND kind:film", new[] { 0, 1, 2 })]
    [InlineData("label:\"based on a TRUE story\"", new[] { 1 })]
    [InlineData("NOT NOT kind:film", new[] { 0, 2 })]
    [InlineData("NOT (kind:film OR kind:series)", new[] { 3, 4 })]
    [InlineData("category:western", new int[0])]
    [InlineData("category:western OR label:heist", new[] { 2 })]
    [InlineData("()", new int[0])]
    [InlineData("  category:drama(label:x OR kind:series)  ", new[] { 1 })]
    public void Says_which_items_are_wanted(string text, int[] wanted) => Wanted(ItemFilter.Parse(text)).ShouldBe(wanted);

    [Theory]
    [InlineData("category:", "a value is missing behind 'category:'")]
    [InlineData("category:drama OR", "character 18: there should be category:, label: or kind: and a value")]
    [InlineData("(category:drama", "a closing parenthesis is missing")]
    [InlineData("category:drama)", "character 15: the text goes on where it should end")]
    [InlineData("label:\"true story", "a closing quotation mark is missing")]
    [InlineData("genre:drama", "character 1: there should be category:")]
    [InlineData("0:drama", "character 1: there should be category:")]
    [InlineData("AND category:drama", "character 1: there should be category:")]
    public void What_is_wrong_is_said(string text, string message) => Should.Throw<FormatException>(() => ItemFilter.Parse(text)).Message.ShouldContain(message);

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Should.Throw<FormatException>(() => ItemFilter.Parse(new string('(', 100_000))).Message.ShouldContain("nested more than 32 deep");

    [Fact]
    public void A_value_is_never_empty() => Should.Throw<ArgumentException>(() => ItemFilter.Category(""));

    [Fact]
    public void Filters_say_the_same_as_their_logic_and_as_their_text() => Prop.ForAll(Filters(4).ToArbitrary(), pair =>
    {
        var expected = Enumerable.Range(0, Items.Length).Where(item => pair.Wants(Items[item]));
        return Wanted(pair.Filter).SequenceEqual(expected) && Wanted(ItemFilter.Parse(pair.Filter.ToString())).SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_a_filter_or_an_error_that_says_where() => Prop.ForAll<string?>(text =>
    {
        try
        {
            ItemFilter.Parse(text ?? "");
            return true;
        }
        catch (FormatException wrong)
        {
            return wrong.Message.Contains("at character", StringComparison.Ordinal);
        }
    }).QuickCheckThrowOnFailure();

    private static Gen<(ItemFilter Filter, Func<Item, bool> Wants)> Filters(int depth)
    {
        var values = Gen.Elements("drama", "comedy", "horror", "heist", "film", "series", "Based on a true story", "a \"b\" \\c)").Zip(Gen.Elements(Enum.GetValues<FilterField>()))
            .Select(pair => (ItemFilter.Has(pair.Item2, pair.Item1), new Func<Item, bool>(item => Has(item, pair.Item2, pair.Item1))));
        if (depth == 0)
        {
            return values;
        }

        var parts = Filters(depth - 1);
        return Gen.OneOf(
            values,
            parts.Select(part => (ItemFilter.Not(part.Filter), new Func<Item, bool>(item => !part.Wants(item)))),
            parts.ArrayOf().Select(some => (ItemFilter.All(some.Select(part => part.Filter)), new Func<Item, bool>(item => some.All(part => part.Wants(item))))),
            parts.ArrayOf().Select(some => (ItemFilter.Any(some.Select(part => part.Filter)), new Func<Item, bool>(item => some.Any(part => part.Wants(item))))));
    }

    private static bool Has(Item item, FilterField field, string value)
    {
        IEnumerable<string> values = field switch { FilterField.Category => item.Categories, FilterField.Label => item.Labels, _ => item.Kind is null ? [] : [item.Kind] };
        return values.Contains(value, StringComparer.OrdinalIgnoreCase);
    }

    private static int[] Wanted(ItemFilter filter)
    {
        // The items again beyond the first block of a filter, which must not make a difference.
        var items = Enumerable.Range(0, 5000).Select(item => Items[item % Items.Length]).ToArray();
        var candidates = new CandidateSet(items.Length);
        new FilterRule(new FilterIndex(items), filter).Apply(default, candidates);
        var wanted = Enumerable.Range(0, Items.Length).Where(candidates.Contains).ToArray();
        Enumerable.Range(0, items.Length).ShouldAllBe(item => candidates.Contains(item) == wanted.Contains(item % Items.Length));
        return wanted;
    }
}
