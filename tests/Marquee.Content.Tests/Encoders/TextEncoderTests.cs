using Marquee.Data;

namespace Marquee.Content.Tests;

public sealed class TextEncoderTests
{
    private static readonly WordVectorOptions Words = new() { Dimensions = 8, MinimumCount = 1, Buckets = 32, Epochs = 3 };
    private static readonly TextEncoderOptions Options = new() { Blocks = 1, Heads = 2, MaximumLength = 4, Epochs = 2, BatchSize = 16, MaxDegreeOfParallelism = 1 };
    private static readonly string[] Texts = [.. WordVectorTests.Corpus().Select(words => string.Join(' ', words))];

    [Fact]
    public void Pre_training_gives_the_same_bits_on_any_number_of_threads()
    {
        var one = Artifact(TextPretrainer.Train(Texts, Words, Options));
        var three = Artifact(TextPretrainer.Train(Texts, Words, Options with { MaxDegreeOfParallelism = 3 }));

        three.HoldsTheSameAs(one).ShouldBeTrue();
        Artifact(TextPretrainer.Train(Texts, Words, Options with { Seed = 9 })).HoldsTheSameAs(one).ShouldBeFalse();
    }

    [Fact]
    public void It_comes_back_from_an_artifact_and_reads_as_before()
    {
        var encoder = TextPretrainer.Train(Texts, Words, Options);

        var loaded = TextEncoder.Load(Artifact(encoder).Open());

        string?[] texts = ["owl night moon", "never met words", null, ""];
        loaded.Embed(texts, 1).Span.ToArray().ShouldBe(encoder.Embed(texts, 3).Span.ToArray());
    }

    [Fact]
    public void A_text_without_words_has_a_vector_of_zeros_and_another_has_not()
    {
        var vectors = TextPretrainer.Train(Texts, Words, Options).Embed(["owl night", "...", null, "zzz", "sun noon heat bee lunch sun noon"]);

        vectors.Columns.ShouldBe(16);
        vectors.Row(1).ToArray().ShouldAllBe(value => value == 0);
        vectors.Row(2).ToArray().ShouldAllBe(value => value == 0);
        vectors.Row(0).ToArray().ShouldContain(value => value != 0);
        vectors.Row(3).ToArray().ShouldContain(value => value != 0);
        vectors.Span.ToArray().ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void A_text_reads_the_same_whatever_stands_beside_it()
    {
        var encoder = TextPretrainer.Train(Texts, Words, Options);

        var alone = encoder.Embed(["owl night moon"]);
        // Texts of one kind have their mean taken away; two copies and one other leave a direction to compare.
        var beside = encoder.Embed(["owl night moon", "owl night moon", "sun noon bee heat"]);

        beside.Row(0).ToArray().ShouldBe(beside.Row(1).ToArray());
        alone.Row(0).ToArray().ShouldContain(value => value != 0);
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused()
    {
        Should.Throw<ArgumentException>(() => TextPretrainer.Train(["one", "two"], Words, Options)).Message.ShouldContain("two words");
        Should.Throw<ArgumentOutOfRangeException>(() => TextPretrainer.Train(Texts, Words, Options with { Heads = 3 })).Message.ShouldContain("divisor");
        Should.Throw<OperationCanceledException>(() => TextPretrainer.Train(Texts, Words, Options, null, new CancellationToken(true)));
    }

    private static MemoryArtifact Artifact(TextEncoder encoder)
    {
        var artifact = new MemoryArtifact();
        encoder.Save(artifact);
        return artifact;
    }
}
