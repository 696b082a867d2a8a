using Marquee.Data;
using Microsoft.Extensions.AI;

namespace Marquee.Content.Tests;

public sealed class OutsideTextEncoderTests : IDisposable
{
    private readonly FakeGenerator _generator = new();

    [Fact]
    public async Task Each_text_is_asked_for_once_in_batches()
    {
        var encoder = new OutsideTextEncoder(_generator, batchSize: 2);

        var vectors = await encoder.EmbedAsync(["aa", "b", null, "aa", " ", "ccc"], null, TestContext.Current.CancellationToken);
        var again = await encoder.EmbedAsync(["ccc", "dddd"], null, TestContext.Current.CancellationToken);

        _generator.Calls.Select(call => string.Join(' ', call)).ShouldBe(["aa b", "ccc", "dddd"]);
        vectors.Rows.ShouldBe(6);
        vectors.Row(0).ToArray().ShouldBe([2f, 1]);
        vectors.Row(3).ToArray().ShouldBe([2f, 1]);
        vectors.Row(2).ToArray().ShouldBe([0f, 0]);
        vectors.Row(4).ToArray().ShouldBe([0f, 0]);
        again.Row(0).ToArray().ShouldBe([3f, 1]);
        encoder.KnownCount.ShouldBe(4);
    }

    [Fact]
    public async Task What_came_before_a_cancellation_is_kept()
    {
        using var stop = new CancellationTokenSource();
        _generator.BeforeCall = call => { if (call == 1) { stop.Cancel(); } };
        var encoder = new OutsideTextEncoder(_generator, batchSize: 1);

        await Should.ThrowAsync<OperationCanceledException>(() => encoder.EmbedAsync(["a", "b", "c"], null, stop.Token));

        encoder.KnownCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_model_that_does_not_keep_its_word_is_refused()
    {
        _generator.Answer = texts => [new Embedding<float>(new float[] { 1 })];
        (await Should.ThrowAsync<InvalidDataException>(() => new OutsideTextEncoder(_generator).EmbedAsync(["a", "b"], null, TestContext.Current.CancellationToken))).Message.ShouldContain("2 texts");
        _generator.Answer = texts => [.. texts.Select(text => new Embedding<float>(new float[text.Length]))];
        (await Should.ThrowAsync<InvalidDataException>(() => new OutsideTextEncoder(_generator).EmbedAsync(["a", "bb"], null, TestContext.Current.CancellationToken))).Message.ShouldContain("'bb'");
        _generator.Answer = texts => [.. texts.Select(_ => new Embedding<float>(new[] { float.NaN }))];
        (await Should.ThrowAsync<InvalidDataException>(() => new OutsideTextEncoder(_generator).EmbedAsync(["a"], null, TestContext.Current.CancellationToken))).Message.ShouldContain("NaN");
        (await Should.ThrowAsync<ArgumentException>(() => new OutsideTextEncoder(_generator).EmbedAsync([null], null, TestContext.Current.CancellationToken))).Message.ShouldContain("never asked");
    }

    [Fact]
    public async Task Its_vectors_become_an_embedding_of_items()
    {
        var embedding = await new OutsideTextEncoder(_generator).EmbedItemsAsync(
            [new Item { Id = "one", Summary = "abc" }, new Item { Id = "two" }], cancellationToken: TestContext.Current.CancellationToken);

        embedding.Name.ShouldBe("text");
        embedding.VectorOf(0).ToArray().ShouldBe([3f, 1]);
        embedding.Knows(1).ShouldBeFalse();
    }

    public void Dispose() => _generator.Dispose();

    private sealed class FakeGenerator : IEmbeddingGenerator<string, Embedding<float>>
    {
        public List<string[]> Calls { get; } = [];

        public Action<int> BeforeCall { get; set; } = _ => { };

        public Func<string[], Embedding<float>[]> Answer { get; set; } = texts => [.. texts.Select(text => new Embedding<float>(new float[] { text.Length, 1 }))];

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            BeforeCall(Calls.Count);
            cancellationToken.ThrowIfCancellationRequested();
            Calls.Add([.. values]);
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(Answer(Calls[^1])));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
