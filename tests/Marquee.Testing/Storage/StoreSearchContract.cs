using Marquee.Data;
using Marquee.Storage;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What every store owes to somebody who searches: the items they mean, whatever they type.</summary>
public abstract class StoreSearchContract(IStoreHarness harness) : StoreContract(harness)
{
    private static readonly Item Lantern = new()
    {
        Id = "0",
        Title = "L'Été des lanternes",
        People = [new Person("Renée Ångström", "director")],
        Categories = ["Drama"],
        Labels = ["coming-of-age"],
        Summary = "Two sisters keep a lighthouse.",
    };

    private static readonly Item Lighthouse = new() { Id = "1", Title = "The Lighthouse Keepers", Categories = ["Thriller"], Summary = "A storm." };

    private static readonly Item Capital = new() { Id = "2", Title = "東京の物語", Summary = "Ein Ehepaar reist in die Stadt." };

    [Theory]
    [InlineData("lanternes")]
    [InlineData("Lanternes")]
    [InlineData("ete LANTERN")]
    [InlineData("l\u2019e\u0301te\u0301")]
    [InlineData("l'ete")]
    [InlineData("lete")]
    [InlineData("angstrom")]
    [InlineData("RENÉE")]
    [InlineData("drama")]
    [InlineData("coming of age")]
    [InlineData("sisters renee")]
    [InlineData("  ...sisters?! ")]
    public void Finds_an_item_by_its_words_however_they_are_written(string text)
    {
        using var store = Open();
        Write(store, Lantern, Lighthouse, Capital);

        var hit = store.SearchItems(text, 10).ShouldHaveSingleItem();
        hit.Item.ShouldBe(0);
        hit.Score.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("lanternes thriller")]
    [InlineData("lantern ete")]
    [InlineData("anternes")]
    [InlineData("京東")]
    [InlineData("director")]
    public void Does_not_find_what_lacks_a_word_of_the_question(string text)
    {
        using var store = Open();
        Write(store, Lantern, Lighthouse, Capital);

        store.SearchItems(text, 10).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("東京")]
    [InlineData("物")]
    [InlineData("京の物")]
    public void Finds_words_in_scripts_without_spaces(string text)
    {
        using var store = Open();
        Write(store, Lantern, Lighthouse, Capital);

        store.SearchItems(text, 10).ShouldHaveSingleItem().Item.ShouldBe(2);
    }

    [Fact]
    public void Puts_a_title_before_a_summary_and_takes_the_last_word_for_a_beginning()
    {
        using var store = Open();
        Write(store, Lantern, Lighthouse, Capital);
        Hits(store, "lighthouse").ShouldBe([1, 0]);

        Write(store, new Item { Id = "3", Title = "Ab" }, new Item { Id = "4", Title = "Abc" }, new Item { Id = "5", Title = "Ab" });
        Hits(store, "ab").ShouldBe([4, 3, 5], ignoreOrder: true);
        Hits(store, "abc").ShouldBe([4]);
    }

    [Fact]
    public void Gives_the_first_by_index_where_items_fit_alike_and_no_more_than_were_asked_for()
    {
        using var store = Open();
        Write(store, Enumerable.Range(0, 20).Select(number => new Item { Id = $"{number}", Title = "Again" }));

        Hits(store, "again", 5).ShouldBe([0, 1, 2, 3, 4]);
        var all = store.SearchItems("again", 100);
        all.Count.ShouldBe(20);
        all.Select(hit => hit.Score).Distinct().Count().ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => store.SearchItems("again", 0));
    }

    [Fact]
    public void Follows_what_is_written_erased_and_hidden()
    {
        using var store = Open();
        Write(store, Lantern, Lighthouse);

        Write(store, Lantern with { Title = "Winter", Summary = null });
        (Hits(store, "lanternes").Length, Hits(store, "sisters").Length, Hits(store, "winter").Length).ShouldBe((0, 0, 1));
        Write(store, Lantern with { Hidden = true });
        Hits(store, "lanternes").ShouldBeEmpty();
        Write(store, Lantern);
        Hits(store, "lanternes").ShouldBe([0]);
        Write(store, writer => writer.DeleteItem(Lantern.Id));
        Hits(store, "lanternes").ShouldBeEmpty();
        Write(store, Lantern);
        Hits(store, "lanternes").ShouldBe([2]);

        using var writer = store.OpenWriter();
        writer.Add(new Item { Id = "3", Title = "Lanternes" });
        Hits(store, "lanternes").ShouldBe([2]);
        writer.Abandon();
        Hits(store, "lanternes").ShouldBe([2]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("*")]
    [InlineData("lighthouse AND")]
    [InlineData("NEAR(lighthouse keepers, 2)")]
    [InlineData("title : x ^ - + ( ) { } [ ]")]
    [InlineData("lighthouse' OR '1' = '1")]
    [InlineData("\\ & | ! <-> :*")]
    [InlineData("\0")]
    [InlineData("\uD83C half \uDFAC")]
    [InlineData("🎬 👩‍👩‍👧")]
    [InlineData("עברית العربية ไทย हिन्दी 한국어")]
    [InlineData("\u0301\u200B\uFEFF\uFFFD\U0010FFFF")]
    [InlineData("𠮷野家 ǅ ﬁ Ⅻ ①")]
    public void Answers_whatever_is_typed(string text)
    {
        using var store = Open();
        Write(store, Lantern, Lighthouse, Capital, new Item { Id = "odd", Title = text.Replace("\0", "").Replace("\uD83C half \uDFAC", "") });

        Should.NotThrow(() => store.SearchItems(text, 10));
        Should.NotThrow(() => store.SearchItems(string.Concat(Enumerable.Repeat(text + "x ", 2000)), 10));
    }

    private static int[] Hits(IDataStore store, string text, int count = 10) => [.. store.SearchItems(text, count).Select(hit => hit.Item)];
}
