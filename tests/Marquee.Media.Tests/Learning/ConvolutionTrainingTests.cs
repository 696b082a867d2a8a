using Marquee.Data;

namespace Marquee.Media.Tests;

public sealed class ConvolutionTrainingTests
{
    private static readonly ConvolutionEncoderOptions Tiny = new() { Widths = [8, 16], Blocks = 1 };
    private static readonly SelfSupervisedOptions Quick = new() { Epochs = 6, BatchSize = 64, SliceSize = 32, LearningRate = 3e-3, ProjectorHidden = 32, ProjectorDimensions = 16 };

    [Fact]
    public void Learns_shapes_under_noise_without_labels_and_keeps_them_in_a_file()
    {
        var (examples, labels) = SmallProblems.Shapes(300, 1);
        var (others, ofOthers) = SmallProblems.Shapes(200, 2);
        var design = new ConvolutionDesign(examples.Shape, Tiny);
        var model = SelfSupervisedTrainer.Train(design, examples, new ViewGoal(new AugmentationChain(new RandomCrop(8, 8, 1), new ColourJitter()), new NtXent(0.2)), Quick);
        var found = LinearProbe.TrainValidated(model.Embed(examples), labels).Classify(model.Embed(others));
        (found.Where((label, example) => label == ofOthers[example]).Count() / 200.0).ShouldBeGreaterThan(0.8);

        var artifact = new MemoryArtifact();
        model.Save(artifact);
        var loaded = MediaEncoderModel.Load(artifact.Open());
        loaded.Embed(others).Span.SequenceEqual(model.Embed(others).Span).ShouldBeTrue();
        loaded.Design.Reads(new PlaneShape(12, 10, 3)).ShouldBeTrue();
        loaded.Design.Reads(new PlaneShape(12, 10, 1)).ShouldBeFalse();
    }

    [Fact]
    public void Encodes_an_example_the_same_in_any_company_and_on_any_number_of_threads()
    {
        var (examples, _) = SmallProblems.Shapes(70, 1);
        var design = new ConvolutionDesign(new PlaneShape(6, 6, 3), Tiny);
        var goal = new BootstrapGoal(new RandomCrop(6, 6));
        var one = SelfSupervisedTrainer.Train(design, examples, goal, Quick with { Epochs = 1, BatchSize = 32, SliceSize = 16, MaxDegreeOfParallelism = 1 });
        var two = SelfSupervisedTrainer.Train(design, examples, goal, Quick with { Epochs = 1, BatchSize = 32, SliceSize = 16, MaxDegreeOfParallelism = 2 });
        var vectors = one.Embed(examples);
        two.Embed(examples).Span.SequenceEqual(vectors.Span).ShouldBeTrue();
        one.Embed(new ExampleSubset(examples, [9])).Row(0).SequenceEqual(vectors.Row(9)).ShouldBeTrue();
    }

    [Fact]
    public void Is_fine_tuned_from_what_it_learned()
    {
        var (examples, labels) = SmallProblems.Shapes(200, 1);
        var (others, ofOthers) = SmallProblems.Shapes(200, 2);
        var start = MediaEncoderModel.Untrained(new ConvolutionDesign(examples.Shape, Tiny), examples);
        var tuned = FineTuning.Train(start, examples, labels, new RandomCrop(8, 8, 1), new FineTuningOptions { Epochs = 6, BatchSize = 32, SliceSize = 16 });
        (tuned.Classify(others).Where((label, example) => label == ofOthers[example]).Count() / 200.0).ShouldBeGreaterThan(0.85);
    }
}
