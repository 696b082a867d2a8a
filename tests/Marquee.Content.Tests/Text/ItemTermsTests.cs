using Marquee.Data;

namespace Marquee.Content.Tests;

public sealed class ItemTermsTests
{
    private static readonly Item[] Items =
    [
        new() { Id = "a", Summary = "Dark house, dark night", Countries = ["KR"], Labels = ["ghost"], Categories = ["Horror"], Year = 1999, Kind = "film" },
        new() { Id = "b", Summary = "A house", Countries = ["KR", "US"], People = [new Person("Agnes Varda", "director")], Attributes = new AttributeMap([new("runtime", "91"), new("maturity", "PG")]) },
    ];

    [Fact]
    public void Weights_are_those_worked_by_hand()
    {
        var terms = ItemTerms.Of(Items, new ItemTermOptions { Groups = [TermGroup.Words], MinimumItems = 1 });

        var weighed = terms.Weigh(Items);

        // a, dark, house, night: rarity 1 + ln(3/2) for all but house, which both have: 1. Dark stands twice.
        var rare = 1 + Math.Log(1.5);
        var (dark, house, night) = ((1 + Math.Log(2)) * rare, 1.0, rare);
        var length = Math.Sqrt((dark * dark) + (house * house) + (night * night));
        Enumerable.Range(0, terms.Count).Select(terms.TextOf).ShouldBe(["a", "dark", "house", "night"]);
        weighed[0, 1].ShouldBe((float)(dark / length), 1e-6f);
        weighed[0, 2].ShouldBe((float)(house / length), 1e-6f);
        weighed[0, 3].ShouldBe((float)(night / length), 1e-6f);
        weighed.RowLength(0).ShouldBe(3);
    }

    [Fact]
    public void Each_group_has_length_one_and_categories_are_no_terms()
    {
        var terms = ItemTerms.Of(Items, new ItemTermOptions { MinimumItems = 1 });

        var texts = Enumerable.Range(0, terms.Count).Select(terms.TextOf).ToArray();
        texts.ShouldContain("label: ghost");
        texts.ShouldContain("person: Agnes Varda");
        texts.ShouldContain("country: KR");
        texts.ShouldContain("decade: 1990");
        texts.ShouldContain("runtime: 90");
        texts.ShouldContain("maturity: PG");
        texts.ShouldNotContain(text => text.Contains("Horror", StringComparison.OrdinalIgnoreCase));
        var weighed = terms.Weigh(Items);
        for (var item = 0; item < 2; item++)
        {
            var lengths = Enumerable.Range(0, weighed.RowLength(item)).GroupBy(entry => terms.GroupOf(weighed.RowIndices(item)[entry]), entry => weighed.RowValues(item)[entry]);
            lengths.ShouldAllBe(group => Math.Abs(group.Sum(value => value * value) - 1) < 1e-5);
        }
    }

    [Fact]
    public void Rare_terms_are_left_out_and_pairs_taken_where_asked()
    {
        ItemTerms.Of(Items, new ItemTermOptions { MinimumItems = 2 }).Count.ShouldBe(2);
        var pairs = ItemTerms.Of(Items, new ItemTermOptions { Groups = [TermGroup.Words], WordPairs = true, MinimumItems = 1 });
        Enumerable.Range(0, pairs.Count).Select(pairs.TextOf).ShouldContain("dark night");
    }

    [Fact]
    public void They_come_back_from_an_artifact()
    {
        var terms = ItemTerms.Of(Items, new ItemTermOptions { MinimumItems = 1, Groups = [TermGroup.Words, TermGroup.Countries] });
        var artifact = new MemoryArtifact();

        terms.Save(artifact);
        var loaded = ItemTerms.Load(artifact.Open());

        loaded.Weigh(Items).Values.ToArray().ShouldBe(terms.Weigh(Items).Values.ToArray());
        loaded.GroupOf(loaded.Count - 1).ShouldBe(TermGroup.Countries);
    }
}
