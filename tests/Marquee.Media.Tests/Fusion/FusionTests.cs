using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class FusionTests
{
    private static readonly FusionGroup Tree = new("all", new FusionGroup("picture", new FusionGroup("visual"), new FusionGroup("colour")), new FusionGroup("audio"));

    [Theory]
    [InlineData(FusionForm.Early)]
    [InlineData(FusionForm.Concatenation)]
    [InlineData(FusionForm.Attention)]
    [InlineData(FusionForm.Late)]
    [InlineData(FusionForm.Hierarchical)]
    public void Every_form_learns_from_the_modality_that_tells(FusionForm form)
    {
        var (examples, labels) = Three(150, 1);
        var model = Train(form, examples, labels);
        var (others, theirs) = Three(150, 2);
        Toy.Accuracy(model.Score(others), theirs).ShouldBeGreaterThan(0.9);
    }

    [Theory]
    [InlineData(FusionForm.Early)]
    [InlineData(FusionForm.Concatenation)]
    [InlineData(FusionForm.Attention)]
    [InlineData(FusionForm.Late)]
    [InlineData(FusionForm.Hierarchical)]
    public void What_is_missing_is_never_read_and_says_nothing(FusionForm form)
    {
        var (examples, labels) = Three(60, 1);
        var model = Train(form, examples, labels, epochs: 1);
        var scores = model.Score(examples.Hide("audio"));
        var modalities = examples.Modalities;
        var unreadable = new ModalExamples(modalities[0], modalities[1], new Modality("audio", new Unreadable(60, modalities[2].Examples.Shape), new bool[60]));
        model.Score(unreadable).Span.ToArray().ShouldBe(scores.Span.ToArray());
        model.Score(examples).Span.ToArray().ShouldNotBe(scores.Span.ToArray());
    }

    [Theory]
    [InlineData(FusionForm.Early)]
    [InlineData(FusionForm.Concatenation)]
    public void Numbers_side_by_side_have_no_weights_and_say_so_before_anything_is_read(FusionForm form)
    {
        var (examples, labels) = Three(20, 1);
        var model = Train(form, examples, labels, epochs: 1);
        Should.Throw<InvalidOperationException>(() => model.Weights(null!)).Message.ShouldContain($"Fusion of the form {form} knows no weights of modalities");
    }

    [Theory]
    [InlineData(FusionForm.Attention)]
    [InlineData(FusionForm.Late)]
    [InlineData(FusionForm.Hierarchical)]
    public void Weights_of_modalities_are_shares_and_nothing_for_what_is_missing(FusionForm form)
    {
        var (examples, labels) = Three(60, 1);
        var model = Train(form, examples, labels, epochs: 3);
        var all = model.Weights(examples);
        var silent = model.Weights(examples.Hide("audio"));
        var heard = model.Weights(examples.Hide("visual").Hide("colour"));
        for (var row = 0; row < 60; row++)
        {
            all.Row(row).ToArray().Sum().ShouldBe(1, 1e-5);
            all.Row(row).ToArray().ShouldAllBe(share => share > 0);
            silent[row, 2].ShouldBe(0);
            silent.Row(row).ToArray().Sum().ShouldBe(1, 1e-5);
            heard.Row(row).ToArray().ShouldBe([0, 0, 1]);
        }
    }

    [Theory]
    [InlineData(FusionForm.Early)]
    [InlineData(FusionForm.Concatenation)]
    [InlineData(FusionForm.Late)]
    [InlineData(FusionForm.Hierarchical)]
    public void A_model_read_back_answers_the_same(FusionForm form)
    {
        var (examples, labels) = Three(40, 1);
        var model = TaggingTrainer.Train(examples, labels, form == FusionForm.Early ? [] : Toy.Encoders(examples), Options(form, 1) with { Experts = form == FusionForm.Late ? 2 : 1 });
        var artifact = new MemoryArtifact();
        model.Save(artifact);
        var loaded = TaggingModel.Load(artifact.Open());
        loaded.Score(examples).Span.ToArray().ShouldBe(model.Score(examples).Span.ToArray());
        loaded.Encode(examples).Span.ToArray().ShouldBe(model.Encode(examples).Span.ToArray());
        loaded.Modalities.ShouldBe(["visual", "colour", "audio"]);
        loaded.LabelCount.ShouldBe(3);
    }

    [Fact]
    public void Batches_are_measured_after_training_so_that_an_example_is_judged_alone_as_among_others()
    {
        var (planes, labels) = SmallProblems.Shapes(64, 1);
        var examples = new ModalExamples(new Modality("visual", planes));
        var design = new ConvolutionDesign(planes.Shape) { Options = new ConvolutionEncoderOptions { Widths = [4, 8] } };
        var sets = new LabelSets(labels.Classes, [.. Enumerable.Range(0, labels.Count).Select(example => new[] { labels[example] })]);
        var model = TaggingTrainer.Train(examples, sets, [MediaEncoderModel.Untrained(design, planes)], Options(FusionForm.Concatenation, 40));
        var scores = model.Score(examples);
        model.Score(examples.Take([7])).Row(0).ToArray().ShouldBe(scores.Row(7).ToArray(), 1e-4f);
        Toy.Accuracy(scores, sets).ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void Attention_looks_where_there_is_something_to_see()
    {
        var (examples, labels) = Toy.SeenNotHeard(150, 1);
        var model = TaggingTrainer.Train(examples, labels, Toy.Encoders(examples), Options(FusionForm.Attention, 40));
        var weights = model.Weights(examples);
        Enumerable.Range(0, examples.Count).Average(row => weights[row, 0]).ShouldBeGreaterThan(0.6f);
    }

    [Fact]
    public void Late_answers_are_averaged_with_the_weights_that_are_shown()
    {
        var (examples, labels) = Toy.SeenNotHeard(60, 1);
        var model = TaggingTrainer.Train(examples, labels, Toy.Encoders(examples), Options(FusionForm.Late, 5));
        var (both, seen, heard, weights) = (model.Score(examples), model.Score(examples.Hide("audio")), model.Score(examples.Hide("visual")), model.Weights(examples));
        for (var label = 0; label < 3; label++)
        {
            both[7, label].ShouldBe((weights[7, 0] * seen[7, label]) + (weights[7, 1] * heard[7, label]), 1e-4f);
        }
    }

    [Fact]
    public void A_model_that_was_taught_to_do_without_a_modality_does_better_without_it()
    {
        // Both modalities say the same, so that a model may look at either.
        var (examples, labels) = Toy.SeenNotHeard(150, 1);
        var twice = new ModalExamples(examples.Modalities[0], new Modality("again", examples.Modalities[0].Examples));
        var options = Options(FusionForm.Concatenation, 15);
        var careless = TaggingTrainer.Train(twice, labels, Toy.Encoders(twice), options);
        var careful = TaggingTrainer.Train(twice, labels, Toy.Encoders(twice), options with { Fusion = options.Fusion with { ModalityDropout = 0.5 } });
        Worth(careful).ShouldBeGreaterThan(Worth(careless));

        double Worth(TaggingModel model) => new[] { "visual", "again" }.Average(name => LogLikelihood(model.Score(twice.Hide(name)), labels));
    }

    [Fact]
    public void An_example_that_has_nothing_is_refused()
    {
        var (examples, _) = Toy.SeenNotHeard(4, 1);
        Should.Throw<ArgumentException>(() => new ModalExamples(new Modality("visual", examples.Modalities[0].Examples, [true, false, true, true]))).Message.ShouldContain("Example 1 has none of visual");
        Should.Throw<ArgumentException>(() => examples.Only("visual").Hide("visual"));
        Should.Throw<ArgumentException>(() => examples.Only("smell")).Message.ShouldContain("There is no modality 'smell'; there are visual, audio");
    }

    [Fact]
    public void A_hierarchy_names_every_modality_once()
    {
        var options = new FusionOptions { Form = FusionForm.Hierarchical, Hierarchy = Tree };
        Should.NotThrow(() => options.Validate(["visual", "colour", "audio"]));
        Should.Throw<ArgumentException>(() => options.Validate(["visual", "audio"])).Message.ShouldContain("it names visual, colour, audio");
    }

    private static TaggingOptions Options(FusionForm form, int epochs) => new()
    {
        Fusion = new FusionOptions { Form = form, Dimensions = 8, Hierarchy = form == FusionForm.Hierarchical ? Tree : null },
        Epochs = epochs,
        BatchSize = 32,
        LearningRate = 0.01,
        MaxDegreeOfParallelism = 1,
    };

    private static TaggingModel Train(FusionForm form, ModalExamples examples, LabelSets labels, int epochs = 30) =>
        TaggingTrainer.Train(examples, labels, form == FusionForm.Early ? [] : Toy.Encoders(examples), Options(form, epochs));

    private static (ModalExamples Examples, LabelSets Labels) Three(int count, ulong seed)
    {
        var (examples, labels) = Toy.SeenNotHeard(count, seed);
        var (noise, _) = Toy.SeenNotHeard(count, seed + 100);
        return (new ModalExamples(examples.Modalities[0], new Modality("colour", noise.Modalities[1].Examples), examples.Modalities[1]), labels);
    }

    private static double LogLikelihood(DenseMatrix odds, LabelSets labels) =>
        Enumerable.Range(0, labels.Count).Average(row => Enumerable.Range(0, labels.LabelCount).Sum(label => -Math.Log(1 + Math.Exp(labels.Has(row, label) ? -odds[row, label] : odds[row, label]))));

    private sealed class Unreadable(int count, PlaneShape shape) : IExamples
    {
        public int Count => count;

        public PlaneShape Shape => shape;

        public void Read(int index, Span<float> target) => throw new InvalidOperationException("What is missing was read.");
    }
}
