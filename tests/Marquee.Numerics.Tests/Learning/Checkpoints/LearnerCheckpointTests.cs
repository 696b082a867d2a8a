using Marquee.Numerics.Learning;
using Marquee.Testing;

namespace Marquee.Numerics.Tests.Learning;

public sealed class LearnerCheckpointTests
{
    // Four passes of five steps; the best score is that of the second, and the fourth is the last that patience allows.
    private static readonly double[] Scores = [1, 3, 2, 2, 9];

    [Theory]
    [InlineData("adam", true, true)]
    [InlineData("adam", false, false)]
    [InlineData("momentum", false, true)]
    [InlineData("adagrad", true, false)]
    public void A_training_that_stopped_anywhere_goes_on_to_the_same_bits(string optimizer, bool average, bool validation)
    {
        var whole = new RatingsTask();
        var expected = Make(whole, optimizer, average, validation, null).Run();
        for (var stop = 1; stop <= 20; stop++)
        {
            var checkpoints = new MemoryCheckpoints();
            var first = new RatingsTask();
            Interrupt(first, stop, stop => Make(first, optimizer, average, validation, checkpoints, threads: 2).Run(stop));
            // Twice, since a resumed training must be as good a beginning as any.
            var second = new RatingsTask();
            Interrupt(second, 3, stop => Make(second, optimizer, average, validation, checkpoints, threads: 1).Run(stop));
            var third = new RatingsTask();
            var result = Make(third, optimizer, average, validation, checkpoints, threads: 3).Run();
            third.Values().ShouldBe(whole.Values(), $"stopped in step {stop}");
            result.ShouldBe(expected);
        }
    }

    [Fact]
    public void A_killed_training_goes_on_from_the_last_state_that_was_kept_as_a_whole()
    {
        var whole = new RatingsTask();
        Make(whole, "adam", true, true, null).Run();

        // The saving after the eighth step fails half-way; the process is gone.
        var checkpoints = new MemoryCheckpoints { FailingSave = 8 };
        var first = new RatingsTask();
        Should.Throw<IOException>(() => Make(first, "adam", true, true, checkpoints).Run());
        var second = new RatingsTask();
        Make(second, "adam", true, true, checkpoints).Run();
        second.StepsDone.ShouldBe(20 - 7);
        second.Values().ShouldBe(whole.Values());
    }

    [Fact]
    public void A_training_that_was_finished_is_not_run_again()
    {
        var checkpoints = new MemoryCheckpoints { Interval = TimeSpan.FromHours(1) };
        var first = new RatingsTask();
        var expected = Make(first, "adam", true, true, checkpoints).Run();
        // Only at the end, since no hour has passed.
        checkpoints.Saves.ShouldBe(1);
        var second = new RatingsTask();
        Make(second, "adam", true, true, checkpoints).Run().ShouldBe(expected);
        second.StepsDone.ShouldBe(0);
        second.Values().ShouldBe(first.Values());
    }

    [Theory]
    [InlineData("table", 3, 2, 1, "parameter 1 is 'table' of 3 x 2 here, and there one of 2 x 3, or of another name.")]
    [InlineData("tables", 2, 3, 1, "parameter 1 is 'tables' of 2 x 3 here, and there one of 2 x 3, or of another name.")]
    [InlineData("table", 2, 3, 2, "'layout' is not 10 numbers.")]
    public void A_state_of_other_parameters_is_refused(string name, int rows, int columns, int count, string message)
    {
        var checkpoints = new MemoryCheckpoints();
        Learner Make(string name, int rows, int columns, int count)
        {
            var parameters = new ParameterSet(new SplittableRandom(1));
            for (var index = 0; index < count; index++)
            {
                parameters.AddConstant(index == 0 ? name : $"{name}-{index}", new TensorShape(rows, columns));
            }

            var task = new FunctionTask(1, 1, (tape, _, _) => tape.SquaredError(tape.Use(parameters[0]), new float[rows * columns]));
            return new Learner(parameters, task, new Sgd { LearningRate = 1 }, new LearnerOptions { Epochs = 2, Checkpoints = checkpoints });
        }

        Make("table", 2, 3, 1).Run();
        Make("table", 2, 3, 1).Run().Steps.ShouldBe(2);
        Should.Throw<InvalidDataException>(() => Make(name, rows, columns, count).Run()).Message.ShouldContain(message);
    }

    [Fact]
    public void A_cancelled_training_stays_cancelled_where_its_state_cannot_be_kept()
    {
        // The saving after the first step succeeds, that of the cancellation does not.
        var checkpoints = new MemoryCheckpoints { FailingSave = 2 };
        var task = new RatingsTask();
        using var stop = new CancellationTokenSource();
        task.BeforeLoss = (step, _) =>
        {
            if (step == 1)
            {
                stop.Cancel();
            }
        };
        var cancelled = Should.Throw<OperationCanceledException>(() => Make(task, "adam", false, false, checkpoints).Run(stop.Token));
        cancelled.Message.ShouldBe("The training was cancelled, and its state could not be kept: The disk is full.");
        cancelled.InnerException.ShouldBeOfType<IOException>();
        cancelled.CancellationToken.ShouldBe(stop.Token);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void A_state_of_passes_of_another_length_is_refused(int steps)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        parameters.AddConstant("p", new TensorShape(1, 1));
        var checkpoints = new MemoryCheckpoints();
        using var stop = new CancellationTokenSource();
        Learner Make(int steps) => new(
            parameters,
            new FunctionTask(steps, 1, (tape, step, _) =>
            {
                if (step == 3)
                {
                    stop.Cancel();
                }

                return tape.SquaredError(tape.Use(parameters[0]), [0]);
            }),
            new Sgd { LearningRate = 0.1 },
            new LearnerOptions { Epochs = 2, Checkpoints = checkpoints });
        Should.Throw<OperationCanceledException>(() => Make(5).Run(stop.Token));
        Should.Throw<InvalidDataException>(() => Make(steps).Run()).Message.ShouldContain($"pass 1 has 5 steps there, and {steps} here");
    }

    private static Learner Make(RatingsTask task, string optimizer, bool average, bool validation, ICheckpointStore? checkpoints, int threads = 1, int epochs = 6) =>
        new(
            task.Parameters,
            task,
            optimizer switch
            {
                "adam" => new Adam { LearningRate = 0.01, WeightDecay = 0.01 },
                "momentum" => new Sgd { LearningRate = 0.001, Momentum = 0.9 },
                _ => new Adagrad { LearningRate = 0.05 },
            },
            new LearnerOptions
            {
                Epochs = validation ? epochs : 4,
                Schedule = LearningRateSchedule.Cosine().AfterWarmUp(7),
                MaximumGradientNorm = 3,
                AverageDecay = average ? 0.8 : 0,
                Validation = validation ? epoch => Scores[epoch - 1] : null,
                Patience = validation ? 2 : 0,
                MaxDegreeOfParallelism = threads,
                Checkpoints = checkpoints,
            });

    private static void Interrupt(RatingsTask task, int step, Action<CancellationToken> run)
    {
        using var stop = new CancellationTokenSource();
        task.BeforeLoss = (current, _) =>
        {
            if (current == step)
            {
                stop.Cancel();
            }
        };
        try
        {
            run(stop.Token);
        }
        catch (OperationCanceledException)
        {
            // As Ctrl-C.
        }
    }
}
