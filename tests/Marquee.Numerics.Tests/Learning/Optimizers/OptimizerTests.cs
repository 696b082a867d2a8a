using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public sealed class OptimizerTests
{
    public static TheoryData<string> All => ["sgd", "momentum", "adagrad", "adam", "adamw"];

    [Theory]
    [InlineData(0.0, new[] { 0.9f, 0.71f })]
    [InlineData(0.5, new[] { 0.9f, 0.66f })]
    public void Gradient_descent_moves_as_worked_by_hand(double momentum, float[] expected)
    {
        // Gradients 1 and 1.9 at learning rate 0.1; with momentum the second step is 1.9 + 0.5 * 1.
        var steps = Moves(new Sgd { LearningRate = 0.1, Momentum = momentum }, 1, [1, 1.9f]);
        steps.ShouldBe(expected, 1e-6);
    }

    [Fact]
    public void Adagrad_moves_as_worked_by_hand() =>
        // 1 - 0.1 * 3 / 3; then less 0.1 * 4 / sqrt(9 + 16).
        Moves(new Adagrad { LearningRate = 0.1 }, 1, [3, 4]).ShouldBe([0.9f, 0.82f], 1e-6);

    [Fact]
    public void Adam_moves_as_worked_by_hand() =>
        // The first step is the learning rate whatever the gradient. Then m = 0.9 * 0.2 + 0.1 * 1 = 0.28 over 1 - 0.81, s = 0.999 * 0.004 + 0.001 * 1 = 0.004996 over 1 - 0.998001.
        Moves(new Adam { LearningRate = 0.1 }, 1, [2, 1]).ShouldBe([0.9f, (float)(0.9 - 0.1 * (0.28 / 0.19) / Math.Sqrt(0.004996 / 0.001999))], 1e-6);

    [Fact]
    public void Weight_decay_takes_its_share_apart_from_the_gradient() =>
        // 2 * (1 - 0.1 * 0.5) - 0.1; a gradient of zero afterwards leaves the moments to move and the decay to take its share.
        Moves(new Adam { LearningRate = 0.1, WeightDecay = 0.5 }, 2, [5])[0].ShouldBe(1.8f, 1e-6f);

    [Fact]
    public void Vectors_do_not_decay_unless_told_to()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var matrix = parameters.AddConstant("matrix", new TensorShape(1, 1), 1);
        var spared = parameters.AddConstant("spared", new TensorShape(1, 1), 1);
        var vector = parameters.AddConstant("vector", new TensorShape(1), 1);
        spared.HasWeightDecay = false;
        var tape = new Tape(parameters);
        var optimizer = new Sgd { LearningRate = 0.1, WeightDecay = 1 };
        foreach (var parameter in parameters.All)
        {
            tape.Reset(recording: true);
            tape.Backward(tape.SquaredError(tape.Use(parameter), [0]));
            optimizer.Step(tape.Gradients);
        }

        matrix.Values[0].ShouldBe(0.8f, 1e-6f);
        spared.Values[0].ShouldBe(0.9f, 1e-6f);
        vector.Values[0].ShouldBe(0.9f, 1e-6f);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_sparse_gradient_of_all_rows_gives_the_bits_of_a_dense_one(string name)
    {
        float[] Train(bool sparse)
        {
            var parameters = new ParameterSet(new SplittableRandom(3));
            var table = parameters.AddNormal("table", new TensorShape(6, 19), 1, sparse);
            var tape = new Tape(parameters);
            var optimizer = Make(name, 0.05);
            var targets = new float[6 * 19];
            for (var step = 0; step < 20; step++)
            {
                tape.Reset(recording: true);
                tape.Backward(tape.SquaredError(tape.Gather(table, [4, 2, 0, 1, 5, 3]), targets));
                optimizer.Step(tape.Gradients, rateFactor: 0.9, gradientFactor: 0.7);
            }

            return table.Values.ToArray();
        }

        Train(sparse: true).ShouldBe(Train(sparse: false));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_row_moves_as_if_the_steps_without_it_had_not_been(string name)
    {
        float[] Train(int pause)
        {
            var parameters = new ParameterSet(new SplittableRandom(3));
            var table = parameters.AddNormal("table", new TensorShape(2, 5), 1, hasSparseGradient: true);
            var tape = new Tape(parameters);
            var optimizer = Make(name, 0.05);
            for (var step = 0; step < 6 * pause; step++)
            {
                tape.Reset(recording: true);
                tape.Backward(tape.SquaredError(tape.Gather(table, step % pause == 0 ? [1] : [0]), new float[5]));
                optimizer.Step(tape.Gradients);
            }

            return table.Values[5..].ToArray();
        }

        Train(pause: 4).ShouldBe(Train(pause: 1));
    }

    [Theory]
    [InlineData("sgd", 0.1)]
    [InlineData("momentum", 0.05)]
    [InlineData("adagrad", 1)]
    [InlineData("adam", 0.1)]
    public void Finds_the_lowest_point_of_a_quadratic(string name, double rate)
    {
        var parameters = new ParameterSet(new SplittableRandom(3));
        var point = parameters.AddNormal("point", new TensorShape(1, 3), 5);
        // Half of (4 (x - 1)^2 + (y + 2)^2 + (z - 3)^2 / 4).
        Minimise(parameters, Make(name, rate), 2000, tape =>
            tape.SquaredError(tape.Multiply(tape.Use(point), tape.Input(new TensorShape(3, 3), [2, 0, 0, 0, 1, 0, 0, 0, 0.5f])), [2, -2, 1.5f]));
        point.Values.ToArray().ShouldBe([1, -2, 3], 1e-2);
    }

    [Theory]
    [InlineData("momentum", 0.002)]
    [InlineData("adagrad", 1)]
    [InlineData("adam", 0.02)]
    public void Finds_the_end_of_a_curved_valley(string name, double rate)
    {
        // Rosenbrock's valley, (1 - x)^2 + 10 (y - x^2)^2; its lowest point is (1, 1).
        var parameters = new ParameterSet(new SplittableRandom(3));
        var point = parameters.AddConstant("point", new TensorShape(1, 2), 1);
        point.Values[0] = -1.2f;
        Minimise(parameters, Make(name, rate), 5000, tape =>
        {
            var (x, y) = (point.Values[0], point.Values[1]);
            // The error of a point that lies one gradient away has that gradient.
            return tape.SquaredError(tape.Use(point), [x - (2 * (x - 1) - 40 * x * (y - x * x)), y - 20 * (y - x * x)]);
        });
        point.Values.ToArray().ShouldBe([1, 1], 0.02);
    }

    [Fact]
    public void Refuses_to_move_the_parameters_of_another_training()
    {
        var optimizer = new Adam { LearningRate = 0.1 };
        optimizer.Step(new ParameterGradients(new ParameterSet(new SplittableRandom(1))));
        Should.Throw<InvalidOperationException>(() => optimizer.Step(new ParameterGradients(new ParameterSet(new SplittableRandom(1))))).Message.ShouldContain("an optimiser serves one training");
    }

    [Fact]
    public void Refuses_settings_outside_of_their_range()
    {
        static void Step(Optimizer optimizer) => optimizer.Step(new ParameterGradients(new ParameterSet(new SplittableRandom(1))));
        Should.Throw<ArgumentOutOfRangeException>(() => Step(new Adam { LearningRate = 0.1, SecondDecay = 1 })).Message.ShouldContain("SecondDecay of an optimiser is from 0 to below 1");
        Should.Throw<ArgumentOutOfRangeException>(() => Step(new Adam { LearningRate = 0.1, WeightDecay = -1 })).Message.ShouldContain("at least 0");
        Should.Throw<ArgumentOutOfRangeException>(() => Step(new Sgd { LearningRate = double.NaN })).Message.ShouldContain("above 0");
        Should.Throw<ArgumentOutOfRangeException>(() => Step(new Sgd { LearningRate = 0.1, Momentum = 1 })).Message.ShouldContain("Momentum");
        Should.Throw<ArgumentOutOfRangeException>(() => Step(new Adagrad { LearningRate = 0.1, Epsilon = 0 })).Message.ShouldContain("Epsilon");
    }

    private static Optimizer Make(string name, double rate) => name switch
    {
        "sgd" => new Sgd { LearningRate = rate },
        "momentum" => new Sgd { LearningRate = rate, Momentum = 0.9 },
        "adagrad" => new Adagrad { LearningRate = rate },
        "adam" => new Adam { LearningRate = rate },
        _ => new Adam { LearningRate = rate, WeightDecay = 0.1 },
    };

    private static void Minimise(ParameterSet parameters, Optimizer optimizer, int steps, Func<Tape, Tensor> loss)
    {
        var tape = new Tape(parameters);
        for (var step = 0; step < steps; step++)
        {
            tape.Reset(recording: true);
            tape.Backward(loss(tape));
            optimizer.Step(tape.Gradients);
        }
    }

    /// <summary>Where a parameter that begins at a value is after each of some gradients.</summary>
    private static float[] Moves(Optimizer optimizer, float value, float[] gradients)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var parameter = parameters.AddConstant("p", new TensorShape(1, 1), value);
        var tape = new Tape(parameters);
        return [.. gradients.Select(gradient =>
        {
            tape.Reset(recording: true);
            tape.Backward(tape.SquaredError(tape.Use(parameter), [parameter.Values[0] - gradient]));
            optimizer.Step(tape.Gradients);
            return parameter.Values[0];
        })];
    }
}
