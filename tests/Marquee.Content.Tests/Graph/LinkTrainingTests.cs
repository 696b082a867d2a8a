using Marquee.Numerics;

namespace Marquee.Content.Tests.Graph;

public class LinkTrainingTests
{
    private const int Entities = 12;
    private const int Relations = 3;

    public static TheoryData<LinkModelKind, bool, LinkLoss, int, double, LinkRegularizer> Forms => new()
    {
        { LinkModelKind.TransE, true, LinkLoss.CrossEntropy, 0, 0, LinkRegularizer.N3 },
        { LinkModelKind.TransE, false, LinkLoss.CrossEntropy, Entities, 0, LinkRegularizer.Frobenius },
        { LinkModelKind.TransE, false, LinkLoss.SelfAdversarial, Entities, 0, LinkRegularizer.N3 },
        { LinkModelKind.DistMult, false, LinkLoss.CrossEntropy, 0, 0.7, LinkRegularizer.N3 },
        { LinkModelKind.DistMult, true, LinkLoss.SelfAdversarial, Entities, 0, LinkRegularizer.Frobenius },
        { LinkModelKind.ComplEx, true, LinkLoss.CrossEntropy, 0, 0.7, LinkRegularizer.N3 },
        { LinkModelKind.ComplEx, false, LinkLoss.CrossEntropy, 0, 0.7, LinkRegularizer.Frobenius },
        { LinkModelKind.ComplEx, true, LinkLoss.CrossEntropy, Entities, 0, LinkRegularizer.N3 },
        { LinkModelKind.ComplEx, false, LinkLoss.SelfAdversarial, Entities, 0, LinkRegularizer.N3 },
        { LinkModelKind.RotatE, true, LinkLoss.CrossEntropy, 0, 0, LinkRegularizer.N3 },
        { LinkModelKind.RotatE, false, LinkLoss.SelfAdversarial, Entities, 0, LinkRegularizer.Frobenius },
    };

    /// <summary>After Adagrad's first step the sign of the move and the sum of squares give the gradient of every number; it is compared with central differences of the objective, written as slowly as possible.</summary>
    [Theory, MemberData(nameof(Forms))]
    public void A_step_follows_the_gradient_of_the_objective(LinkModelKind kind, bool reciprocal, LinkLoss loss, int negatives, double relationPrediction, LinkRegularizer regularizer)
    {
        var graph = SmallGraphs.Random(Entities, Relations, 40, 3);
        var options = new LinkOptions
        {
            Model = kind,
            Reciprocal = reciprocal,
            Loss = loss,
            Negatives = negatives,
            RelationPrediction = relationPrediction,
            Regularizer = regularizer,
            Factors = 6,
            Regularization = 0.3,
            InitialScale = 0.6,
            Margin = 1.5,
            AdversarialTemperature = 0.8,
            BatchSize = 1000,
        };
        var queries = new LinkQueries(Relations, graph.Training);
        var training = new LinkTraining(graph, queries, options.Validate(), new SplittableRandom(7), 2);
        var before = Copy(training.Model());
        var objective = new Objective(queries, options, Copy(before));
        training.BeginEpoch(new SplittableRandom(8));
        var stepLoss = training.Step(Enumerable.Range(0, queries.Count).ToArray(), 0.01);
        stepLoss.ShouldBe(objective.Losses(before), 1e-3 * stepLoss);

        var after = training.Model();
        Check(before.EntityVectors, after.EntityVectors, training.EntitySquares);
        Check(before.RelationNumbers, after.RelationNumbers, training.RelationSquares);

        void Check(DenseMatrix from, DenseMatrix to, ReadOnlySpan<float> squares)
        {
            for (var index = 0; index < squares.Length; index++)
            {
                var gradient = Math.Sqrt(squares[index]) * Math.Sign(from.Span[index] - to.Span[index]);
                gradient.ShouldBe(objective.Slope(before, from, index), 2e-3, $"number {index} of {from}");
            }
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void The_number_of_threads_changes_no_bit(LinkModelKind kind, bool reciprocal, LinkLoss loss, int negatives, double relationPrediction, LinkRegularizer regularizer)
    {
        var graph = SmallGraphs.Random(60, Relations, 500, 4);
        var options = new LinkOptions
        {
            Model = kind,
            Reciprocal = reciprocal,
            Loss = loss,
            Negatives = negatives,
            RelationPrediction = relationPrediction,
            Regularizer = regularizer,
            Factors = 10,
            Epochs = 2,
            BatchSize = 64,
        };
        var one = Train(1);
        Train(3).ShouldBe(one);
        Train(1).ShouldBe(one);

        float[] Train(int threads)
        {
            var model = LinkTrainer.Train(graph, options, new LinkTrainingContext { MaxDegreeOfParallelism = threads });
            return [.. model.EntityVectors.Span, .. model.RelationNumbers.Span];
        }
    }

    [Theory]
    [InlineData(LinkModelKind.DistMult, LinkLoss.CrossEntropy, 0)]
    [InlineData(LinkModelKind.ComplEx, LinkLoss.CrossEntropy, 0)]
    [InlineData(LinkModelKind.ComplEx, LinkLoss.CrossEntropy, 20)]
    [InlineData(LinkModelKind.RotatE, LinkLoss.SelfAdversarial, 20)]
    public void Held_out_facts_of_a_ring_come_back_first(LinkModelKind kind, LinkLoss loss, int negatives)
    {
        var graph = SmallGraphs.Ring(60);
        var isDistance = kind is LinkModelKind.TransE or LinkModelKind.RotatE;
        var options = new LinkOptions
        {
            Model = kind,
            Loss = loss,
            Negatives = negatives,
            Factors = 32,
            Epochs = 100,
            BatchSize = 32,
            Regularization = isDistance ? 0 : 0.01,
            InitialScale = isDistance ? 0.3 : 0.001,
            Reciprocal = !isDistance,
            Margin = 3,
        };
        var model = LinkTrainer.Train(graph, options, new LinkTrainingContext { CancellationToken = TestContext.Current.CancellationToken });
        LinkEvaluator.Evaluate(model, graph.Test, new LinkQueries(3, graph.All), cancellationToken: TestContext.Current.CancellationToken).Both.MeanReciprocalRank.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void Nothing_to_learn_from_is_refused() =>
        Should.Throw<ArgumentException>(() => LinkTrainer.Train(SmallGraphs.Of(2, 1, []), new LinkOptions())).Message.ShouldContain("no facts");

    [Fact]
    public void A_cancelled_training_gives_no_model()
    {
        using var cancel = new CancellationTokenSource();
        var context = new LinkTrainingContext { CancellationToken = cancel.Token, AfterEpoch = epoch => cancel.Cancel() };
        Should.Throw<OperationCanceledException>(() => LinkTrainer.Train(SmallGraphs.Ring(20), new LinkOptions(), context));
    }

    [Fact]
    public void Every_epoch_is_told_of()
    {
        var told = new List<LinkEpoch>();
        LinkTrainer.Train(SmallGraphs.Ring(20), new LinkOptions { Epochs = 3 }, new LinkTrainingContext { AfterEpoch = told.Add });
        told.Select(epoch => (epoch.Epoch, epoch.Epochs)).ShouldBe([(1, 3), (2, 3), (3, 3)]);
        told[^1].Loss.ShouldBeLessThan(told[0].Loss);
    }

    [Fact]
    public void The_model_is_the_one_that_ranked_the_validation_facts_best()
    {
        var ring = SmallGraphs.Ring(40);
        var graph = new FactGraph(ring.Entities, ring.Relations, ring.Training, validation: ring.Test);
        // Without a penalty and with long steps it soon gets worse.
        var options = new LinkOptions { Factors = 16, Epochs = 200, BatchSize = 16, Regularization = 0, LearningRate = 0.5, ValidateEvery = 1, Patience = 5 };
        var told = new List<LinkEpoch>();
        var model = LinkTrainer.Train(graph, options, new LinkTrainingContext { AfterEpoch = told.Add, CancellationToken = TestContext.Current.CancellationToken });
        var best = told.Max(epoch => epoch.Validation!.MeanReciprocalRank);
        LinkEvaluator.Evaluate(model, graph.Validation, new LinkQueries(3, graph.All), cancellationToken: TestContext.Current.CancellationToken).Both.MeanReciprocalRank.ShouldBe(best);
        told.Count.ShouldBe(told.FindIndex(epoch => epoch.Validation!.MeanReciprocalRank == best) + 1 + 5);
    }

    private static LinkModel Copy(LinkModel model) => new(model.Options, model.Entities, model.Relations, model.EntityVectors.Clone(), model.RelationNumbers.Clone());

    /// <summary>What a step over all queries makes smaller, fact by fact and entity by entity.</summary>
    private sealed class Objective(LinkQueries queries, LinkOptions options, LinkModel start)
    {
        // Wide for rounding, narrow for the curve.
        private const float Width = 4e-3f;

        public double Slope(LinkModel model, DenseMatrix table, int index)
        {
            var value = table.Span[index];
            double At(float moved)
            {
                table.Span[index] = moved;
                // A model works out what its relations stand for when it is made.
                return Value(new LinkModel(model.Options, model.Entities, model.Relations, model.EntityVectors, model.RelationNumbers));
            }

            var slope = (At(value + Width) - At(value - Width)) / (2 * Width);
            table.Span[index] = value;
            return slope;
        }

        public double Losses(LinkModel model) => Enumerable.Range(0, queries.Count).Sum(number => Loss(model, number));

        private double Value(LinkModel model) =>
            (Losses(model) + Enumerable.Range(0, queries.Count).Sum(number => queries.Answers(number).ToArray().Sum(answer => Extras(model, queries[number], answer)))) / queries.AnswerCount;

        private double Loss(LinkModel model, int number)
        {
            var answers = queries.Answers(number).ToArray();
            double Score(int entity) => model.Score(queries[number], entity);
            // Where all are drawn, they stand for themselves.
            if (options.Loss == LinkLoss.CrossEntropy)
            {
                var all = Math.Log(Enumerable.Range(0, Entities).Sum(entity => Math.Exp(Score(entity))));
                return answers.Sum(answer => all - Score(answer));
            }

            int[] others = [.. Enumerable.Range(0, Entities).Except(answers)];
            // The weights are those of the model as it is, not as it is moved.
            double[] weights = [.. others.Select(entity => Math.Exp(options.AdversarialTemperature * start.Score(queries[number], entity)))];
            return answers.Sum(answer => Softplus(-options.Margin - Score(answer)))
                + (answers.Length * others.Zip(weights).Sum(pair => pair.Second * Softplus(options.Margin + Score(pair.First))) / weights.Sum());
        }

        private double Extras(LinkModel model, LinkQuery query, int answer)
        {
            var isInverse = !options.Reciprocal && query.Relation >= Relations;
            var row = isInverse ? query.Relation - Relations : query.Relation;
            var penalty = Penalty(model.EntityVectors.Row(query.Entity), true) + Penalty(model.EntityVectors.Row(answer), true) + Penalty(model.RelationNumbers.Row(row), false);
            var extras = options.Regularization * penalty;
            if (options.RelationPrediction > 0 && !isInverse)
            {
                double[] scores = [.. Enumerable.Range(0, model.RelationNumbers.Rows).Select(relation => (double)model.Score(query with { Relation = relation }, answer))];
                extras += options.RelationPrediction * (Math.Log(scores.Sum(Math.Exp)) - scores[row]);
            }

            return extras;
        }

        private double Penalty(ReadOnlySpan<float> values, bool isEntity)
        {
            var sum = 0.0;
            if (options.Model == LinkModelKind.RotatE && !isEntity)
            {
                return 0;
            }

            var isComplex = options.Model is LinkModelKind.ComplEx or LinkModelKind.RotatE;
            var half = isComplex ? values.Length / 2 : values.Length;
            for (var index = 0; index < half; index++)
            {
                var square = (double)values[index] * values[index] + (isComplex ? (double)values[half + index] * values[half + index] : 0);
                sum += options.Regularizer == LinkRegularizer.Frobenius ? square : Math.Pow(square, 1.5);
            }

            return sum;
        }

        private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
    }
}
