using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public sealed class ItemAttributeTableTests
{
    private static readonly Item[] Items =
    [
        new()
        {
            Id = "0", Categories = ["Drama"], Labels = ["slow"], People = [new Person("Ann", "director"), new Person("Ben", "cast")], Countries = ["FR"], Language = "fr", Kind = "film", Year = 1999,
        },
        new()
        {
            Id = "1", Categories = ["Drama", "Crime"], Labels = ["slow"], People = [new Person("Ann", "cast")], Countries = ["FR", "BE"], Language = "fr", Kind = "film", Year = 1990,
        },
        new() { Id = "2", Categories = ["Crime"], People = [new Person("Ann", "cast"), new Person("Ann", "cast")], Countries = ["BE"], Language = "nl", Kind = "film", Year = 2000 },
        new() { Id = "3", Kind = "film", Year = 1999 },
    ];

    [Theory]
    [InlineData(ItemAttribute.Category, "category: Crime 1 2; category: Drama 0 1")]
    [InlineData(ItemAttribute.Label, "label: slow 0 1")]
    [InlineData(ItemAttribute.Person, "person: Ann (cast) 1 2")]
    [InlineData(ItemAttribute.Country, "country: BE 1 2; country: FR 0 1")]
    [InlineData(ItemAttribute.Language, "language: fr 0 1")]
    [InlineData(ItemAttribute.Kind, "")]
    [InlineData(ItemAttribute.Year, "year: 1999 0 3")]
    [InlineData(ItemAttribute.Decade, "decade: 1990 0 1 3")]
    public void Has_a_row_for_what_some_items_share_and_others_lack(ItemAttribute kind, string rows) => Rows(kind).ShouldBe(rows);

    [Fact]
    public void Puts_the_rows_of_several_kinds_in_the_order_of_their_names() =>
        Rows(ItemAttribute.Year, ItemAttribute.Language, ItemAttribute.Label).ShouldBe("label: slow 0 1; language: fr 0 1; year: 1999 0 3");

    [Fact]
    public void Has_no_rows_where_there_are_no_items() => ItemAttributeTable.Of([], [ItemAttribute.Category]).Names.ShouldBeEmpty();

    private static string Rows(params ItemAttribute[] kinds)
    {
        var table = ItemAttributeTable.Of(Items, kinds);
        table.Items.Values.ToArray().ShouldAllBe(value => value == 1);
        return string.Join("; ", table.Names.Select((name, row) => $"{name} {string.Join(' ', table.Items.RowIndices(row).ToArray())}"));
    }
}
