using Marquee.Numerics.Learning;
using Marquee.Numerics;
using Marquee.Testing;

namespace Marquee.Media.Tests;

public sealed class SelfSupervisedTrainerTests
{
    private static readonly SelfSupervisedOptions Quick = new() { Epochs = 20, BatchSize = 64, SliceSize = 32, LearningRate = 3e-3, ProjectorHidden = 32, ProjectorDimensions = 16 };
    private static readonly PerceptronDesign Small = new(24) { Hidden = [32], Dimensions = 8 };

    private static readonly PerceptronDesign Wide = new(24) { Hidden = [64], Dimensions = 32 };

    public static TheoryData<string> Goals => ["nt-xent", "infonce", "margin", "triplet", "vicreg", "bootstrap"];

    [Theory]
    [MemberData(nameof(Goals))]
    public void Learns_to_see_through_what_views_change(string name)
    {
        var (examples, labels) = SmallProblems.Vectors(400, 1);
        var (others, ofOthers) = SmallProblems.Vectors(200, 2);
        var model = SelfSupervisedTrainer.Train(Small, examples, Goal(name), Quick);
        var untrained = MediaEncoderModel.Untrained(Small, examples);
        var learned = Accuracy(model, examples, labels, others, ofOthers);
        learned.ShouldBeGreaterThan(0.85);
        learned.ShouldBeGreaterThan(Accuracy(untrained, examples, labels, others, ofOthers) + 0.1);
    }

    [Theory]
    [InlineData("nt-xent")]
    [InlineData("bootstrap")]
    public void Gives_the_same_bits_on_any_number_of_threads(string name)
    {
        var (examples, _) = SmallProblems.Vectors(130, 1);
        var (one, three) = (Train(1), Train(3));
        one.Span.SequenceEqual(three.Span).ShouldBeTrue();
        one.Span.ContainsAnyExcept(0f).ShouldBeTrue();

        DenseMatrix Train(int threads) =>
            SelfSupervisedTrainer.Train(Small, examples, Goal(name), Quick with { Epochs = 2, MaxDegreeOfParallelism = threads }).Embed(examples, threads);
    }

    [Fact]
    public void Learns_with_a_few_labels_what_views_alone_do_not_say()
    {
        // Views that are left as they are teach nothing of the classes: what is known of one example in ten has to.
        var (examples, labels) = SmallProblems.Vectors(400, 1);
        var (others, ofOthers) = SmallProblems.Vectors(200, 2);
        var few = new ExampleLabels([.. Enumerable.Range(0, 400).Select(example => example % 10 == 0 ? labels[example] : -1)], SmallProblems.Classes);
        var goal = new ViewGoal(new Noise(0.1f), new NtXent());
        var without = SelfSupervisedTrainer.Train(Small, examples, goal, Quick);
        var with = SelfSupervisedTrainer.Train(Small, examples, goal, Quick with { Labels = few, LabelWeight = 3 });
        Accuracy(with, examples, few, others, ofOthers).ShouldBeGreaterThan(Accuracy(without, examples, few, others, ofOthers) + 0.1);
    }

    [Fact]
    public void Goes_on_from_a_checkpoint_to_the_same_bits()
    {
        var (examples, _) = SmallProblems.Vectors(128, 1);
        var options = Quick with { Epochs = 4 };
        var whole = SelfSupervisedTrainer.Train(Small, examples, Goal("bootstrap"), options).Embed(examples);
        var store = new MemoryCheckpoints();
        using var source = new CancellationTokenSource();
        var progress = new StopAfter(source, steps: 5);
        Should.Throw<OperationCanceledException>(() => SelfSupervisedTrainer.Train(Small, examples, Goal("bootstrap"), options with { Checkpoints = store }, progress, source.Token));
        var resumed = SelfSupervisedTrainer.Train(Small, examples, Goal("bootstrap"), options with { Checkpoints = store }).Embed(examples);
        resumed.Span.SequenceEqual(whole.Span).ShouldBeTrue();
    }

    [Fact]
    public void Makes_two_modalities_of_an_item_comparable()
    {
        var (examples, _) = SmallProblems.Vectors(300, 1);
        var turned = new DenseMatrix(300, 24);
        var numbers = new float[24];
        for (var row = 0; row < 300; row++)
        {
            examples.Read(row, numbers);
            numbers.AsSpan().Reverse();
            numbers.CopyTo(turned.Row(row));
        }

        var (first, second) = SelfSupervisedTrainer.TrainAcross(
            new ModalityPart(Wide, examples), new ModalityPart(Wide, new TableExamples(turned)), new InfoNce(), Quick with { Epochs = 30 });
        var (one, other) = (first.Embed(examples), second.Embed(new TableExamples(turned)));
        one.Columns.ShouldBe(Quick.ProjectorDimensions);
        var found = new NeighbourProbe(other, new ExampleLabels([.. Enumerable.Range(0, 300)], 300)).Classify(one, neighbours: 1);
        found.Where((match, row) => match == row).Count().ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        var (examples, labels) = SmallProblems.Vectors(10, 1);
        Should.Throw<ArgumentException>(() => SelfSupervisedTrainer.Train(new PerceptronDesign(7), examples, Goal("nt-xent"), Quick)).Message.ShouldContain("1 x 1 x 7");
        Should.Throw<ArgumentException>(() => SelfSupervisedTrainer.Train(Small, new ExampleSubset(examples, [3]), Goal("nt-xent"), Quick)).Message.ShouldContain("at least two");
        Should.Throw<ArgumentException>(() => SelfSupervisedTrainer.Train(Small, new ExampleSubset(examples, [3, 4]), Goal("nt-xent"), Quick with { Labels = labels })).Message.ShouldContain("10 labels");
        Should.Throw<ArgumentException>(() => SelfSupervisedTrainer.Train(Small, examples, new BootstrapGoal(new Noise(1)) { Decay = 1 }, Quick));
        Should.Throw<ArgumentOutOfRangeException>(() => SelfSupervisedTrainer.Train(Small, examples, Goal("nt-xent"), Quick with { Epochs = 0 }));
    }

    [Theory]
    [InlineData(2, 64, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(64, 64, 1)]
    [InlineData(65, 64, 2)]
    [InlineData(256, 64, 4)]
    public void Cuts_a_batch_into_slices_of_two_examples_or_more(int count, int size, int slices) => ExampleOrder.SlicesOf(count, size).ShouldBe(slices);

    private static PretrainingGoal Goal(string name)
    {
        var views = new SmallProblems.OtherNuisance();
        return name switch
        {
            "infonce" => new ViewGoal(views, new InfoNce()),
            "margin" => new ViewGoal(views, new MarginContrastive()),
            "triplet" => new ViewGoal(views, new TripletObjective()),
            "vicreg" => new ViewGoal(views, new VicReg()),
            "bootstrap" => new BootstrapGoal(views),
            _ => new ViewGoal(views, new NtXent()),
        };
    }

    private static double Accuracy(MediaEncoderModel model, IExamples examples, ExampleLabels labels, IExamples others, ExampleLabels ofOthers)
    {
        var found = new NeighbourProbe(model.Embed(examples), labels).Classify(model.Embed(others), 5);
        return found.Where((label, example) => label == ofOthers[example]).Count() / (double)others.Count;
    }

    private sealed class Noise(float size) : IAugmentation
    {
        public PlaneShape ShapeOf(PlaneShape source) => source;

        public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
        {
            for (var index = 0; index < target.Length; index++)
            {
                target[index] = source[index] + (size * (float)random.NextGaussian());
            }
        }
    }

    private sealed class StopAfter(CancellationTokenSource source, int steps) : IProgress<LearningProgress>
    {
        private int _left = steps;

        public void Report(LearningProgress value)
        {
            if (--_left == 0)
            {
                source.Cancel();
            }
        }
    }
}
