using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class TaggingTrainerTests
{
    private static readonly TaggingOptions Quick = new() { Fusion = new FusionOptions { Form = FusionForm.Early }, Epochs = 30, BatchSize = 32, LearningRate = 0.02, MaxDegreeOfParallelism = 1 };

    [Fact]
    public void Logistic_regression_finds_labels_that_a_line_divides()
    {
        var (examples, labels) = Toy.SeenNotHeard(150, 1);
        var model = TaggingTrainer.Train(examples, labels, [], Quick);
        var (others, theirs) = Toy.SeenNotHeard(150, 2);
        Toy.Accuracy(model.Score(others), theirs).ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Log_odds_are_calibrated_where_nothing_can_be_learned()
    {
        // One example in four has the label, and the numbers say nothing.
        var zeros = new ModalExamples(new Modality("visual", new TableExamples(new DenseMatrix(400, 2))));
        var labels = new LabelSets(1, [.. Enumerable.Range(0, 400).Select(row => row % 4 == 0 ? new[] { 0 } : [])]);
        TaggingTrainer.Train(zeros, labels, [], Quick with { LearningRate = 0.001 }).Score(zeros)[0, 0].ShouldBe((float)Math.Log(1 / 3.0), 0.05f);
    }

    [Fact]
    public void A_mixture_finds_what_no_line_divides()
    {
        var (examples, labels) = Crossed(400, 3);
        var (others, theirs) = Crossed(400, 4);
        var line = TaggingTrainer.Train(examples, labels, [], Quick);
        var mixture = TaggingTrainer.Train(examples, labels, [], Quick with { Experts = 4, Epochs = 60, LearningRate = 0.05, WeightDecay = 0 });
        Right(line).ShouldBeLessThan(0.7);
        Right(mixture).ShouldBeGreaterThan(0.9);

        double Right(TaggingModel model)
        {
            var odds = model.Score(others);
            return Enumerable.Range(0, theirs.Count).Average(row => odds[row, 0] > 0 == theirs.Has(row, 0) ? 1.0 : 0.0);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        var (examples, labels) = Toy.SeenNotHeard(300, 1, someSilent: true);
        var options = Quick with { Fusion = new FusionOptions { Dimensions = 8, ModalityDropout = 0.3 }, BatchSize = 300, Epochs = 2, Dropout = 0.2 };
        var one = TaggingTrainer.Train(examples, labels, Toy.Encoders(examples), options).Score(examples, 1);
        var two = TaggingTrainer.Train(examples, labels, Toy.Encoders(examples), options with { MaxDegreeOfParallelism = 2 }).Score(examples, 2);
        two.Span.ToArray().ShouldBe(one.Span.ToArray());
        TaggingTrainer.Train(examples, labels, Toy.Encoders(examples), options with { Seed = 7 }).Score(examples).Span.ToArray().ShouldNotBe(one.Span.ToArray());
    }

    [Fact]
    public void Encoders_begin_where_they_are_and_are_not_changed()
    {
        var (examples, labels) = Toy.SeenNotHeard(60, 1);
        var encoders = Toy.Encoders(examples);
        var before = encoders[0].Embed(examples.Modalities[0].Examples);
        var options = Quick with { Fusion = new FusionOptions { Form = FusionForm.Concatenation, Dimensions = 8 }, Epochs = 1 };
        var model = TaggingTrainer.Train(examples, labels, encoders, options);
        encoders[0].Embed(examples.Modalities[0].Examples).Span.ToArray().ShouldBe(before.Span.ToArray());
        var others = Toy.Encoders(examples.Only("audio", "visual")).Reverse().ToArray();
        TaggingTrainer.Train(examples, labels, others, options).Score(examples).Span.ToArray().ShouldNotBe(model.Score(examples).Span.ToArray());
    }

    [Fact]
    public void Other_modalities_than_were_learned_are_refused()
    {
        var (examples, labels) = Toy.SeenNotHeard(30, 1);
        var model = TaggingTrainer.Train(examples, labels, [], Quick with { Epochs = 1 });
        Should.Throw<ArgumentException>(() => model.Score(examples.Only("visual"))).Message.ShouldContain("visual (1 x 1 x 6), audio (1 x 1 x 4)");
        Should.Throw<InvalidOperationException>(() => model.Weights(examples));
    }

    [Fact]
    public void Labels_of_more_or_fewer_examples_are_refused()
    {
        var (examples, labels) = Toy.SeenNotHeard(30, 1);
        Should.Throw<ArgumentException>(() => TaggingTrainer.Train(examples, labels.Take([0, 1]), [], Quick)).Message.ShouldContain("30 examples and the labels of 2");
    }

    /// <summary>An example has the label where its two numbers have the same sign.</summary>
    private static (ModalExamples Examples, LabelSets Labels) Crossed(int count, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var numbers = new DenseMatrix(count, 2);
        foreach (ref var number in numbers.Span)
        {
            number = (float)(2 * random.NextGaussian());
        }

        return (new ModalExamples(new Modality("visual", new TableExamples(numbers))), new LabelSets(1, [.. Enumerable.Range(0, count).Select(row => numbers[row, 0] * numbers[row, 1] > 0 ? new[] { 0 } : [])]));
    }
}
