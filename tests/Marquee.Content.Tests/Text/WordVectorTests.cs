using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content.Tests;

public sealed class WordVectorTests
{
    private static readonly WordVectorOptions Options = new() { Dimensions = 16, MinimumCount = 1, Buckets = 64, Epochs = 30, SubsamplingShare = 1, Window = 2 };

    [Fact]
    public void Words_in_the_same_company_come_near_each_other()
    {
        var vectors = Train(Options with { Buckets = 0 });

        // Night and dusk never stand together, and stand beside the same words; so do noon and midday.
        Cosine(vectors, "night", "dusk").ShouldBeGreaterThan(Cosine(vectors, "night", "noon") + 0.2);
        Cosine(vectors, "noon", "midday").ShouldBeGreaterThan(Cosine(vectors, "noon", "dusk") + 0.2);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_does_not()
    {
        var first = Train(Options);

        Train(Options).Units.Span.SequenceEqual(first.Units.Span).ShouldBeTrue();
        Train(Options with { Seed = 7 }).Units.Span.SequenceEqual(first.Units.Span).ShouldBeFalse();
    }

    [Fact]
    public void A_word_that_was_never_met_lies_near_one_that_is_spelled_alike()
    {
        var vectors = Train(Options with { Buckets = 4096 });

        Cosine(vectors, "midday", "middays").ShouldBeGreaterThan(Cosine(vectors, "night", "middays"));
        vectors.Nearest("middays", 1).ShouldBe(["midday"]);
    }

    [Fact]
    public void They_come_back_from_an_artifact()
    {
        var vectors = Train(Options);
        var artifact = new MemoryArtifact();

        vectors.Save(artifact);
        var loaded = WordVectors.Load(artifact.Open());

        loaded.Units.Span.SequenceEqual(vectors.Units.Span).ShouldBeTrue();
        loaded.Nearest("night", 3).ShouldBe(vectors.Nearest("night", 3));
    }

    [Fact]
    public void Options_outside_of_their_range_are_refused_by_name()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => (Options with { Dimensions = 0 }).Validate()).Message.ShouldContain("Dimensions");
        Should.Throw<ArgumentOutOfRangeException>(() => (Options with { LongestPiece = 2 }).Validate()).Message.ShouldContain("LongestPiece");
        Should.Throw<ArgumentOutOfRangeException>(() => (Options with { SubsamplingShare = 0 }).Validate()).Message.ShouldContain("SubsamplingShare");
    }

    [Fact]
    public void Training_stops_when_asked_to() =>
        Should.Throw<OperationCanceledException>(() => WordVectorTrainer.Train(Corpus(), SubwordVocabulary.Count(Corpus(), Options), Options, null, new CancellationToken(true)));

    internal static IReadOnlyList<IReadOnlyList<string>> Corpus()
    {
        var random = new SplittableRandom(3);
        var (dark, bright) = ((string[])["owl", "moon", "star", "lamp"], (string[])["sun", "lunch", "heat", "bee"]);
        return [.. Enumerable.Range(0, 200).Select(text => text % 2 == 0
            ? (IReadOnlyList<string>)[dark[random.Next(4)], random.Next(2) == 0 ? "night" : "dusk", dark[random.Next(4)]]
            : [bright[random.Next(4)], random.Next(2) == 0 ? "noon" : "midday", bright[random.Next(4)]])];
    }

    private static WordVectors Train(WordVectorOptions options) => WordVectorTrainer.Train(Corpus(), SubwordVocabulary.Count(Corpus(), options), options);

    private static double Cosine(WordVectors vectors, string one, string other)
    {
        var (a, b) = (new float[vectors.Dimensions], new float[vectors.Dimensions]);
        vectors.VectorOf(one, a);
        vectors.VectorOf(other, b);
        return VectorLoops.Dot(a, b) / Math.Sqrt(VectorLoops.Dot(a, a) * VectorLoops.Dot(b, b));
    }
}
