using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Media.Tests;

public sealed class MediaEncoderModelTests
{
    private static readonly PerceptronDesign Small = new(24) { Hidden = [12, 10], Dimensions = 5 };

    [Fact]
    public void Is_the_same_once_read_back()
    {
        var (examples, _) = SmallProblems.Vectors(20, 1);
        var model = MediaEncoderModel.Untrained(Small, examples);
        var artifact = new MemoryArtifact();
        model.Save(artifact);
        var loaded = MediaEncoderModel.Load(artifact.Open());
        loaded.Design.ShouldBe(Small);
        loaded.Dimensions.ShouldBe(5);
        loaded.Embed(examples).Span.SequenceEqual(model.Embed(examples).Span).ShouldBeTrue();
    }

    [Fact]
    public void Keeps_the_projector_of_what_was_trained_across_modalities()
    {
        var (examples, _) = SmallProblems.Vectors(40, 1);
        var options = new SelfSupervisedOptions { Epochs = 1, BatchSize = 20, SliceSize = 10, ProjectorHidden = 6, ProjectorDimensions = 3 };
        var (_, second) = SelfSupervisedTrainer.TrainAcross(new ModalityPart(Small, examples), new ModalityPart(Small, examples), new InfoNce(), options);
        var artifact = new MemoryArtifact();
        second.Save(artifact);
        MediaEncoderModel.Load(artifact.Open()).Embed(examples).Span.SequenceEqual(second.Embed(examples).Span).ShouldBeTrue();
        second.Dimensions.ShouldBe(3);
    }

    [Fact]
    public void Reads_another_catalogue_by_the_scale_of_its_own()
    {
        // The same example gives the same vector in whatever company.
        var (examples, _) = SmallProblems.Vectors(20, 1);
        var (others, _) = SmallProblems.Vectors(7, 2);
        var model = MediaEncoderModel.Untrained(Small, examples);
        model.Embed(others).Row(3).SequenceEqual(model.Embed(new ExampleSubset(others, [3])).Row(0)).ShouldBeTrue();
    }

    [Fact]
    public void Refuses_other_shapes_and_damaged_files()
    {
        var (examples, _) = SmallProblems.Vectors(4, 1);
        var model = MediaEncoderModel.Untrained(Small, examples);
        Should.Throw<ArgumentException>(() => model.Embed(new TableExamples(new DenseMatrix(2, 3)))).Message.ShouldContain("1 x 1 x 24");
        var artifact = new MemoryArtifact();
        model.Save(artifact);
        artifact.Properties["design"]!["kind"] = "other";
        Should.Throw<InvalidDataException>(() => MediaEncoderModel.Load(artifact.Open())).Message.ShouldContain("'other'");
        artifact.Properties["design"] = "none";
        Should.Throw<InvalidDataException>(() => MediaEncoderModel.Load(artifact.Open()));
    }

    [Fact]
    public void Scales_channels_to_mean_zero_and_deviation_one()
    {
        var rows = new DenseMatrix(2, 4, new float[] { 1, 5, 3, 5, 5, 5, 7, 5 });
        var scale = InputScale.Of(new TableExamples(rows, new PlaneShape(1, 2, 2)));
        var numbers = rows.Span.ToArray();
        scale.Apply(numbers);

        // The first channel is 1, 3, 5, 7: mean 4, variance 5. The second never changes.
        var unit = (float)(1 / Math.Sqrt(5));
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index].ShouldBe(index % 2 == 1 ? 0 : (index - 3) * unit, 1e-5);
        }
    }
}
