using Marquee.Data;
using Marquee.Numerics.Learning;

namespace Marquee.Content.Tests;

public sealed class CategoryTests
{
    private static readonly TextEncoder Text = TextPretrainer.Train(
        WordVectorTests.Corpus().Select(words => string.Join(' ', words)),
        new WordVectorOptions { Dimensions = 8, MinimumCount = 1, Buckets = 32, Epochs = 3 },
        new TextEncoderOptions { Blocks = 1, Heads = 2, MaximumLength = 8, Epochs = 1, BatchSize = 32, MaxDegreeOfParallelism = 1 });

    private static readonly CategoryOptions Options = new() { Hidden = 4, TagDimensions = 4, CountryDimensions = 2, Epochs = 20, LearningRate = 0.01, BatchSize = 16, Dropout = 0.1, WordDropout = 0.1, MaxDegreeOfParallelism = 1 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Categories_are_learned_from_summaries_and_from_tags(bool termWeights)
    {
        var items = Items();
        var terms = ItemTerms.Of(items, new ItemTermOptions());

        var model = CategoryTrainer.Train(items, new CategoryTargets(items), Text, terms, Options with { TermWeights = termWeights });

        model.Names.ShouldBe(["Bright", "Dark", "Korean"]);
        var logits = model.Score([new Item { Id = "x", Summary = "moon night owl", Countries = ["KR"] }, new Item { Id = "y", Summary = "lunch midday sun", Countries = ["US"] }]);
        logits[0, 1].ShouldBeGreaterThan(0);
        logits[0, 0].ShouldBeLessThan(0);
        logits[0, 2].ShouldBeGreaterThan(0);
        logits[1, 1].ShouldBeLessThan(0);
        logits[1, 0].ShouldBeGreaterThan(0);
        logits[1, 2].ShouldBeLessThan(0);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var items = Items();
        var terms = ItemTerms.Of(items, new ItemTermOptions());
        var options = Options with { Epochs = 2 };

        var one = CategoryTrainer.Train(items, new CategoryTargets(items), Text, terms, options).Score(items, 1);
        var three = CategoryTrainer.Train(items, new CategoryTargets(items), Text, terms, options with { MaxDegreeOfParallelism = 3 }).Score(items, 3);

        three.Span.ToArray().ShouldBe(one.Span.ToArray());
    }

    [Fact]
    public void An_item_of_which_nothing_is_known_has_scores()
    {
        var items = Items();
        var model = CategoryTrainer.Train(items, new CategoryTargets(items), Text, ItemTerms.Of(items, new ItemTermOptions()), Options with { Epochs = 1 });

        model.Score([new Item { Id = "nothing" }]).Span.ToArray().ShouldAllBe(value => float.IsFinite(value));
        model.Encode([new Item { Id = "nothing" }]).Columns.ShouldBe(model.Dimensions);
    }

    [Fact]
    public void The_loss_has_the_derivatives_that_differences_show()
    {
        var items = Items().Take(3).ToArray();
        var terms = ItemTerms.Of(items, new ItemTermOptions { MinimumItems = 1 });
        var options = Options with { Dropout = 0, WordDropout = 0 };
        var parameters = new ParameterSet(new Numerics.SplittableRandom(1));
        var text = new TextEncoder(Text.Vectors, Text.Options with { Dropout = 0 }, Text.Parameters, null!);
        var network = new ItemNetwork(parameters, text, terms, 3, options);
        var task = new CategoryTask(new ItemInputs(items, Text, terms), new CategoryTargets(items, ["Bright", "Dark", "Korean"]), terms, Text.Vectors, network, options with { BatchSize = 1 });
        task.BeginEpoch(0, new Numerics.SplittableRandom(2));
        task.BeginStep(0);
        var tape = new Tape(parameters);

        float Loss()
        {
            tape.Reset(recording: true);
            return task.Loss(tape, 0).Value;
        }

        tape.Reset(recording: true);
        tape.Backward(task.Loss(tape, 0));
        var reader = parameters.All.First(parameter => parameter.Name == "reader.backward.input.weights");
        var gradient = tape.Gradients[reader].Values.ToArray();
        for (var index = 0; index < reader.Values.Length; index += 17)
        {
            var value = reader.Values[index];
            reader.Values[index] = value + 0.01f;
            var above = Loss();
            reader.Values[index] = value - 0.01f;
            var below = Loss();
            reader.Values[index] = value;
            gradient[index].ShouldBe((above - below) / 0.02f, 2e-3f);
        }
    }

    private static Item[] Items() => [.. WordVectorTests.Corpus().Take(80).Select((words, index) =>
    {
        var korean = index % 3 == 0;
        return new Item
        {
            Id = $"{index}",
            Summary = string.Join(' ', words),
            Countries = korean ? ["KR"] : ["US"],
            Categories = [index % 2 == 0 ? "Dark" : "Bright", .. korean ? new[] { "Korean" } : []],
        };
    })];
}
