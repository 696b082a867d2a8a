using Marquee.Data;

namespace Marquee.Media.Tests;

public sealed class FineTuningTests
{
    private static readonly PerceptronDesign Small = new(24) { Hidden = [32], Dimensions = 8 };
    private static readonly FineTuningOptions Quick = new() { Epochs = 20, BatchSize = 32, SliceSize = 16, LearningRate = 3e-3 };

    [Fact]
    public void Gains_from_pretraining_where_labels_are_few()
    {
        var (examples, labels) = SmallProblems.Vectors(400, 1);
        var (others, ofOthers) = SmallProblems.Vectors(300, 2);
        var few = new ExampleLabels([.. Enumerable.Range(0, 400).Select(example => example < 24 ? labels[example] : -1)], SmallProblems.Classes);
        var start = SelfSupervisedTrainer.Train(
            Small, examples, new ViewGoal(new SmallProblems.OtherNuisance(), new NtXent()), new SelfSupervisedOptions { Epochs = 12, BatchSize = 64, SliceSize = 32, LearningRate = 3e-3, ProjectorHidden = 32, ProjectorDimensions = 16 });
        var before = start.Embed(others);
        var tuned = FineTuning.Train(start, examples, few, null, Quick);
        var scratch = FineTuning.Train(Small, examples, few, null, Quick);
        var (withStart, without) = (Accuracy(tuned), Accuracy(scratch));
        withStart.ShouldBeGreaterThan(0.85);
        withStart.ShouldBeGreaterThan(without + 0.05);
        start.Embed(others).Span.SequenceEqual(before.Span).ShouldBeTrue();

        double Accuracy(MediaClassifier classifier) => classifier.Classify(others).Where((label, example) => label == ofOthers[example]).Count() / (double)others.Count;
    }

    [Fact]
    public void Is_the_same_on_any_number_of_threads_and_once_read_back()
    {
        var (examples, labels) = SmallProblems.Shapes(60, 1);
        var design = new PerceptronDesign(examples.Shape) { Hidden = [16], Dimensions = 8, Dropout = 0.1 };
        var one = FineTuning.Train(design, examples, labels, null, Quick with { Epochs = 2, MaxDegreeOfParallelism = 1 });
        var two = FineTuning.Train(design, examples, labels, null, Quick with { Epochs = 2, MaxDegreeOfParallelism = 2 });
        two.Score(examples).Span.SequenceEqual(one.Score(examples).Span).ShouldBeTrue();
        var artifact = new MemoryArtifact();
        one.Save(artifact);
        var loaded = MediaClassifier.Load(artifact.Open());
        loaded.Score(examples).Span.SequenceEqual(one.Score(examples).Span).ShouldBeTrue();
        loaded.Encoder.Design.ShouldBe(design);
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        var (examples, labels) = SmallProblems.Vectors(10, 1);
        Should.Throw<ArgumentException>(() => FineTuning.Train(new PerceptronDesign(5), examples, labels, null, Quick)).Message.ShouldContain("1 x 1 x 5");
        Should.Throw<ArgumentException>(() => FineTuning.Train(Small, examples, new ExampleLabels([1], 2), null, Quick)).Message.ShouldContain("1 labels");
    }
}
