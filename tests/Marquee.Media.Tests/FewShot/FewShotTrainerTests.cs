using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media.Tests;

public class FewShotTrainerTests
{
    private const int Classes = 12;
    private const int Each = 20;

    private static readonly int[] ClassOf = [.. Enumerable.Range(0, Classes * Each).Select(example => example / Each)];
    private static readonly int[] Known = [0, 1, 2, 3, 4, 5, 6];
    private static readonly int[] HeldOut = [7, 8, 9, 10, 11];

    // Two numbers tell the classes apart; eight larger ones are noise.
    private static readonly DenseMatrix Vectors = Make();
    private static readonly TableExamples Examples = new(Vectors);
    private static readonly EpisodeOptions Shape = new() { Ways = 3, Shots = 1, Queries = 5 };

    [Fact]
    public void Prototypes_of_classes_that_were_never_seen_are_nearer_after_training()
    {
        var start = Start();
        var options = new PrototypicalOptions { Episodes = Shape, Steps = 150, LearningRate = 0.01, MaxDegreeOfParallelism = 1 };
        var trained = PrototypicalTrainer.Train(start, new Guarded(), ClassOf, Known, options);
        var sampler = new EpisodeSampler(ClassOf, HeldOut, Shape);
        var before = Prototypes.Evaluate(start.Embed(Examples), sampler, 200, 1).Mean;
        var after = Prototypes.Evaluate(trained.Embed(Examples), sampler, 200, 1).Mean;
        after.ShouldBeGreaterThan(before + 0.15);
    }

    [Fact]
    public void Prototypical_training_gives_the_same_bits_on_any_number_of_threads()
    {
        var options = new PrototypicalOptions { Episodes = Shape, Steps = 3, Augmentation = new FeatureMask(0.2), MaxDegreeOfParallelism = 1 };
        var one = PrototypicalTrainer.Train(Start(), Examples, ClassOf, Known, options).Embed(Examples);
        PrototypicalTrainer.Train(Start(), Examples, ClassOf, Known, options with { MaxDegreeOfParallelism = 2 }).Embed(Examples).Span.ToArray().ShouldBe(one.Span.ToArray());
        PrototypicalTrainer.Train(Start(), Examples, ClassOf, Known, options with { Seed = 1 }).Embed(Examples).Span.ToArray().ShouldNotBe(one.Span.ToArray());
    }

    [Fact]
    public void Logits_order_classes_by_distance()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        // Prototypes (1, 0) and (0, 3); the query (2, 1) is at squared distances 2 and 8, and has length 5.
        var support = tape.Input(new TensorShape(4, 2), [0, 0, 2, 0, 0, 2, 0, 4]);
        EpisodeNetwork.Logits(tape, support, tape.Input(new TensorShape(1, 2), [2, 1]), 2).Values.ToArray().ShouldBe([5 - 2f, 5 - 8f]);
    }

    [Fact]
    public void A_start_that_reptile_found_learns_a_new_task_better()
    {
        var options = new ReptileOptions { Episodes = Shape, Tasks = 150, InnerLearningRate = 0.01, AdaptSteps = 20 };
        var trained = ReptileTrainer.Train(Start(), new Guarded(), ClassOf, Known, options);
        var untrained = ReptileTrainer.Train(Start(), Examples, ClassOf, Known, options with { Tasks = 1, OuterRate = 1e-9 });
        var sampler = new EpisodeSampler(ClassOf, HeldOut, Shape);
        var (before, after) = (untrained.Evaluate(Examples, sampler, 150, 1), trained.Evaluate(Examples, sampler, 150, 1));
        after.Mean.ShouldBeGreaterThan(before.Mean + 0.1);
        trained.Evaluate(Examples, sampler, 20, 1, 1).Accuracies.ShouldBe(trained.Evaluate(Examples, sampler, 20, 1, 2).Accuracies);
    }

    [Fact]
    public void One_task_at_the_whole_rate_is_what_the_task_learned()
    {
        var options = new ReptileOptions { Episodes = Shape, Tasks = 1 };
        var model = ReptileTrainer.Train(Start(), Examples, ClassOf, Known, options);
        var learner = new ReptileLearner(Start(), options);
        var random = new SplittableRandom(options.Seed).Split("reptile-tasks").Split(0UL);
        var task = new EpisodeSampler(ClassOf, Known, Shape with { Shots = options.TrainShots, Queries = 1 }).Draw(random.Split("classes"));
        learner.Adapt(Examples, task.Support, task.Shots, options.InnerSteps, random.Split("steps"));
        var episode = new EpisodeSampler(ClassOf, HeldOut, Shape).Draw(new SplittableRandom(4));
        var byHand = learner;
        byHand.Adapt(Examples, episode.Support, episode.Shots, options.AdaptSteps, new SplittableRandom(6));
        model.Classify(Examples, episode, new SplittableRandom(6)).ShouldBe(byHand.Classify(Examples, episode.Queries));
        // From another start the steps lead elsewhere.
        var other = new ReptileLearner(Start(), options);
        other.Adapt(Examples, episode.Support, episode.Shots, options.AdaptSteps, new SplittableRandom(6));
        other.Parameters.All[0].Values.ToArray().ShouldNotBe(byHand.Parameters.All[0].Values.ToArray());
    }

    [Fact]
    public void Another_number_of_classes_is_refused()
    {
        var model = ReptileTrainer.Train(Start(), Examples, ClassOf, Known, new ReptileOptions { Episodes = Shape, Tasks = 1 });
        Should.Throw<ArgumentException>(() => model.Classify(Examples, new Episode(2, [0, 20], [1, 21]), new SplittableRandom(1))).Message.ShouldContain("tells 3 classes apart, and the episode has 2");
    }

    [Fact]
    public void Reptile_refuses_encoders_that_normalise_by_batches()
    {
        var planes = new TableExamples(new DenseMatrix(Classes * Each, 64), new PlaneShape(8, 8, 1));
        var options = new ReptileOptions { Episodes = Shape, Tasks = 1 };
        ReptileModel Train(EncoderNormalization normalization) => ReptileTrainer.Train(
            MediaEncoderModel.Untrained(new ConvolutionDesign(planes.Shape, new ConvolutionEncoderOptions { Widths = [4], Normalization = normalization }), planes), planes, ClassOf, Known, options);

        Should.Throw<ArgumentException>(() => Train(EncoderNormalization.Batch)).Message.ShouldContain("EncoderNormalization.Layer");
        Train(EncoderNormalization.Layer).ShouldNotBeNull();
    }

    private static MediaEncoderModel Start() => MediaEncoderModel.Untrained(new PerceptronDesign(10) { Hidden = [24], Dimensions = 8 }, Examples, 3);

    private static DenseMatrix Make()
    {
        var random = new SplittableRandom(11);
        var vectors = new DenseMatrix(Classes * Each, 10);
        for (var label = 0; label < Classes; label++)
        {
            var (x, y) = (3 * random.NextGaussian(), 3 * random.NextGaussian());
            for (var row = label * Each; row < (label + 1) * Each; row++)
            {
                for (var column = 0; column < 10; column++)
                {
                    vectors[row, column] = (float)((column switch { 0 => x, 1 => y, _ => 0 }) + ((column < 2 ? 0.4 : 3) * random.NextGaussian()));
                }
            }
        }

        return vectors;
    }

    /// <summary>The examples, of which those of classes held out must not be read.</summary>
    private sealed class Guarded : IExamples
    {
        public int Count => Examples.Count;

        public PlaneShape Shape => Examples.Shape;

        public void Read(int index, Span<float> target)
        {
            if (HeldOut.Contains(ClassOf[index]))
            {
                throw new InvalidOperationException($"Example {index} of a class held out was read.");
            }

            Examples.Read(index, target);
        }
    }
}
