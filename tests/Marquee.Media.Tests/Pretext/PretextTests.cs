using Marquee.Numerics;

namespace Marquee.Media.Tests;

public sealed class PretextTests
{
    private static readonly SelfSupervisedOptions Quick = new() { Epochs = 25, BatchSize = 64, SliceSize = 32, LearningRate = 2e-3 };
    private static readonly PlaneShape Shape = new(SmallProblems.Size, SmallProblems.Size, 3);

    public static TheoryData<string> Names => ["rotation", "jigsaw", "colour"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Teaches_more_than_an_encoder_knows_that_has_learned_nothing(string name)
    {
        // What a pretext task asks for is in the vector afterwards: a linear map answers it for pictures that were not seen.
        var (examples, _) = SmallProblems.Shapes(600, 1);
        var (others, _) = SmallProblems.Shapes(300, 2);
        PretrainingGoal goal = name switch { "rotation" => new RotationGoal(), "jigsaw" => new JigsawGoal { Gap = 1 }, _ => new ColourGoal { Cells = 2 } };
        var design = new PerceptronDesign(Shape) { Hidden = [64], Dimensions = 4 };
        var learned = Answers(name, SelfSupervisedTrainer.Train(design, examples, goal, Quick), examples, others);
        var untrained = Answers(name, MediaEncoderModel.Untrained(design, examples), examples, others);
        learned.ShouldBeGreaterThan(untrained + 0.05);
    }

    [Fact]
    public void Turns_as_drawn()
    {
        float[] plane = [1, 10, 2, 20, 3, 30, 4, 40];
        Turned(0).ShouldBe(plane);
        Turned(1).ShouldBe([2, 20, 4, 40, 1, 10, 3, 30]);
        Turned(2).ShouldBe([4, 40, 3, 30, 2, 20, 1, 10]);
        Turned(3).ShouldBe([3, 30, 1, 10, 4, 40, 2, 20]);

        float[] Turned(int turns)
        {
            var target = new float[8];
            RotationGoal.Turn(plane, target, 2, 2, turns);
            return target;
        }
    }

    [Fact]
    public void Knows_every_order_of_four_pieces_once()
    {
        JigsawGoal.Orders.Count.ShouldBe(24);
        JigsawGoal.Orders.Select(order => string.Join(' ', order)).Distinct().Count().ShouldBe(24);
        JigsawGoal.Orders.ShouldAllBe(order => order.Order().SequenceEqual(new[] { 0, 1, 2, 3 }));
    }

    [Fact]
    public void Sets_pieces_where_the_order_says()
    {
        float[] plane = [.. Enumerable.Range(1, 16)];
        var target = new float[16];
        JigsawGoal.Shuffle(plane, target, new PlaneShape(4, 4, 1), [3, 0, 2, 1], 0, new SplittableRandom(1));
        target.ShouldBe([11, 12, 1, 2, 15, 16, 5, 6, 9, 10, 3, 4, 13, 14, 7, 8]);
        JigsawGoal.Shuffle(plane, target, new PlaneShape(4, 4, 1), [0, 1, 2, 3], 1, new SplittableRandom(1));
        target.Count(value => value != 0).ShouldBe(4);
    }

    [Fact]
    public void Takes_colours_and_leaves_the_grey()
    {
        // One cell of two pixels: grey 2 and 3; red less grey 1 and 0, blue less grey -1 and 3.
        float[] plane = [3, 2, 1, 3, 0, 6];
        var colours = new float[2];
        ColourGoal.TakeColours(plane, new PlaneShape(1, 2, 3), 1, colours);
        plane.ShouldBe([2, 2, 2, 3, 3, 3]);
        colours.ShouldBe([0.5f, 1]);
    }

    [Fact]
    public void Refuses_planes_that_it_cannot_change()
    {
        var examples = new TableExamples(new DenseMatrix(4, 15), new PlaneShape(3, 5, 1));
        var design = new PerceptronDesign(examples.Shape);
        foreach (PretrainingGoal goal in new PretrainingGoal[] { new RotationGoal(), new JigsawGoal(), new ColourGoal() })
        {
            Should.Throw<ArgumentException>(() => SelfSupervisedTrainer.Train(design, examples, goal, Quick)).Message.ShouldContain("3 x 5 x 1");
        }
    }

    /// <summary>How well a linear map answers the pretext question from vectors: the share of right answers, or of variance explained.</summary>
    private static double Answers(string name, MediaEncoderModel model, TableExamples examples, TableExamples others)
    {
        var (training, answers) = Ask(name, examples, 5);
        var (test, wanted) = Ask(name, others, 6);
        var classes = answers.Max() + 1;
        var probe = LinearProbe.Train(model.Embed(training), new ExampleLabels(answers, classes), 0.001);
        return probe.Classify(model.Embed(test)).Where((answer, row) => answer == wanted[row]).Count() / (double)wanted.Length;
    }

    private static (TableExamples Examples, int[] Answers) Ask(string name, TableExamples examples, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var rows = new DenseMatrix(examples.Count, Shape.Count);
        var answers = new int[examples.Count];
        var plane = new float[Shape.Count];
        for (var row = 0; row < answers.Length; row++)
        {
            examples.Read(row, plane);
            switch (name)
            {
                case "rotation":
                    answers[row] = random.Next(4);
                    RotationGoal.Turn(plane, rows.Row(row), Shape.Height, 3, answers[row]);
                    break;
                case "jigsaw":
                    var order = random.Next(24);
                    answers[row] = JigsawGoal.Orders[order][0];
                    JigsawGoal.Shuffle(plane, rows.Row(row), Shape, JigsawGoal.Orders[order], 1, random);
                    break;
                default:
                    // Is it reddish? Only the form of what is shown in grey can tell.
                    var colours = new float[2];
                    ColourGoal.TakeColours(plane, Shape, 1, colours);
                    plane.CopyTo(rows.Row(row));
                    answers[row] = colours[0] > 0 ? 1 : 0;
                    break;
            }
        }

        return (new TableExamples(rows, Shape), answers);
    }
}
