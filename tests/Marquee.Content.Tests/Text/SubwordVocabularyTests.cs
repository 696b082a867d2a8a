using Marquee.Data;

namespace Marquee.Content.Tests;

public sealed class SubwordVocabularyTests
{
    private static readonly WordVectorOptions Options = new() { MinimumCount = 2, ShortestPiece = 3, LongestPiece = 4, Buckets = 1000 };

    [Fact]
    public void Words_are_counted_and_come_most_frequent_first()
    {
        var vocabulary = SubwordVocabulary.Count([["b", "a", "b"], ["a", "b", "rare"]], Options);

        vocabulary.Words.ShouldBe(["b", "a"]);
        vocabulary.Counts.ShouldBe([3, 2]);
        vocabulary.TotalCount.ShouldBe(5);
        vocabulary.IndexOf("rare").ShouldBe(-1);
        vocabulary.UnitCount.ShouldBe(1002);
    }

    [Fact]
    public void A_word_has_a_unit_of_its_own_and_one_for_each_piece()
    {
        var vocabulary = SubwordVocabulary.Count([["cats", "cats"]], Options);

        // <cats> has the pieces <ca cat ats ts> and <cat cats ats>.
        vocabulary.UnitsOf("cats").Count.ShouldBe(1 + 4 + 3);
        vocabulary.UnitsOf("cats")[0].ShouldBe(0);
        vocabulary.UnitsOf("cats").Skip(1).ShouldAllBe(unit => unit >= 1 && unit < 1001);
    }

    [Fact]
    public void Words_spelled_alike_share_pieces_also_where_one_was_never_met()
    {
        var vocabulary = SubwordVocabulary.Count([["zombie", "zombie"]], Options);

        var shared = vocabulary.UnitsOf("zombies").Intersect(vocabulary.UnitsOf("zombie")).Count();

        // <zo zom omb mbi bie <zom zomb ombi mbie
        shared.ShouldBe(9);
        vocabulary.UnitsOf("wedding").Intersect(vocabulary.UnitsOf("zombie")).Count().ShouldBeLessThan(2);
    }

    [Fact]
    public void Letters_of_any_script_make_whole_pieces()
    {
        var vocabulary = SubwordVocabulary.Count([["寄生虫", "寄生虫", "𝄞𝄞𝄞", "𝄞𝄞𝄞"]], Options);

        vocabulary.UnitsOf("𝄞𝄞𝄞").Count.ShouldBe(vocabulary.UnitsOf("寄生虫").Count);
    }

    [Fact]
    public void Without_buckets_words_are_whole()
    {
        var vocabulary = SubwordVocabulary.Count([["a", "a"]], Options with { Buckets = 0 });

        vocabulary.UnitsOf("a").ShouldBe([0]);
        vocabulary.UnitsOf("unknown").ShouldBeEmpty();
    }

    [Fact]
    public void It_comes_back_from_an_artifact()
    {
        var vocabulary = SubwordVocabulary.Count([["war", "peace", "war", "peace", "мир", "мир"]], Options);
        var artifact = new MemoryArtifact();

        vocabulary.Save(artifact);
        var loaded = SubwordVocabulary.Load(artifact.Open());

        loaded.Words.ShouldBe(vocabulary.Words);
        loaded.Counts.ShouldBe(vocabulary.Counts);
        loaded.UnitsOf("warlike").ShouldBe(vocabulary.UnitsOf("warlike"));
    }

    [Fact]
    public void A_corpus_of_rare_words_is_refused() =>
        Should.Throw<ArgumentException>(() => SubwordVocabulary.Count([["a", "b"]], Options)).Message.ShouldContain("No word stands 2 times");
}
