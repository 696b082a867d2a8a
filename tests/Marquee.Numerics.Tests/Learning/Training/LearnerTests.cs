using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public sealed class LearnerTests
{
    private static LearnerOptions Options => new() { Epochs = 4, MaxDegreeOfParallelism = 1 };

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        float[] Learn(int threads, ulong seed)
        {
            var task = new RatingsTask();
            var learner = new Learner(task.Parameters, task, new Adam { LearningRate = 0.01, WeightDecay = 0.01 }, Options with
            {
                Schedule = LearningRateSchedule.Cosine().AfterWarmUp(3),
                MaximumGradientNorm = 5,
                AverageDecay = 0.9,
                Seed = seed,
                MaxDegreeOfParallelism = threads,
            });
            learner.Run();
            return task.Values();
        }

        var expected = Learn(1, 42);
        Learn(2, 42).ShouldBe(expected);
        Learn(3, 42).ShouldBe(expected);
        Learn(1, 43).ShouldNotBe(expected);
    }

    [Fact]
    public void The_loss_falls()
    {
        var task = new RatingsTask();
        double Loss(int epochs) => new Learner(task.Parameters, task, new Adam { LearningRate = 0.01 }, Options with { Epochs = epochs }).Run().Loss;
        var first = Loss(1);
        Loss(30).ShouldBeLessThan(first / 3);
    }

    [Fact]
    public void Chance_on_the_tape_is_another_in_every_step_and_slice_but_the_same_for_a_seed()
    {
        List<ulong> Seeds(ulong seed)
        {
            var seeds = new List<ulong>();
            var parameters = new ParameterSet(new SplittableRandom(1));
            var parameter = parameters.AddConstant("p", new TensorShape(1, 1), 1);
            var task = new FunctionTask(2, 3, (tape, _, _) =>
            {
                tape.IsTraining.ShouldBeTrue();
                seeds.Add(tape.NextSeed());
                return tape.SquaredError(tape.Use(parameter), [0]);
            });
            new Learner(parameters, task, new Sgd { LearningRate = 0.01 }, Options with { Seed = seed }).Run();
            return seeds;
        }

        var once = Seeds(1);
        once.Count.ShouldBe(4 * 2 * 3);
        once.Distinct().Count().ShouldBe(once.Count);
        Seeds(1).ShouldBe(once);
        Seeds(2).ShouldNotBe(once);
    }

    [Fact]
    public void The_gradient_of_a_step_is_the_sum_over_its_slices()
    {
        // The loss of slice s has the derivative s + 1 by each number that it uses, as half the square of (their sum + s + 1) where all are zero.
        float[] Move(bool sparse, Func<Tape, Parameter, int, Tensor> use)
        {
            var parameters = new ParameterSet(new SplittableRandom(1));
            var table = parameters.AddConstant("table", new TensorShape(5, 1), hasSparseGradient: sparse);
            var task = new FunctionTask(1, 3, (tape, _, slice) => tape.SquaredError(use(tape, table, slice), [-slice - 1]));
            new Learner(parameters, task, new Sgd { LearningRate = 1 }, Options with { Epochs = 1 }).Run();
            return table.Values.ToArray();
        }

        Tensor Sum(Tape tape, Tensor numbers) => tape.Multiply(tape.Input(new TensorShape(1, numbers.Count), new float[] { 1, 1, 1, 1, 1 }.AsSpan(0, numbers.Count)), numbers);
        Move(false, (tape, table, _) => Sum(tape, tape.Use(table))).ShouldBe([-6, -6, -6, -6, -6]);
        Move(false, (tape, table, slice) => Sum(tape, tape.Gather(table, [slice, slice + 1]))).ShouldBe([-1, -3, -5, -3, 0]);
        Move(true, (tape, table, slice) => Sum(tape, tape.Gather(table, [slice, slice + 1]))).ShouldBe([-1, -3, -5, -3, 0]);
    }

    [Fact]
    public void A_parameter_that_only_some_slices_use_moves_by_those_and_one_that_none_uses_stays()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var often = parameters.AddConstant("often", new TensorShape(1, 1));
        var once = parameters.AddConstant("once", new TensorShape(1, 1));
        parameters.AddConstant("never", new TensorShape(1, 1), 7);
        var task = new FunctionTask(1, 3, (tape, _, slice) => tape.SquaredError(tape.Use(slice == 1 ? once : often), [-slice - 1]));
        new Learner(parameters, task, new Adam { LearningRate = 1, WeightDecay = 0.5 }, Options with { Epochs = 1 }).Run();
        parameters.All.Select(parameter => (double)parameter.Values[0]).ShouldBe([-1, -1, 7], 1e-6);
        new Learner(parameters, task, new Sgd { LearningRate = 1 }, Options with { Epochs = 1 }).Run();
        // Half the squares of (-1 + 1) and (-1 + 3), and of (-1 + 2).
        parameters.All.Select(parameter => (double)parameter.Values[0]).ShouldBe([-3, -2, 7], 1e-5);
    }

    [Fact]
    public void A_gradient_longer_than_allowed_is_shortened()
    {
        float[] Move(double maximum)
        {
            var parameters = new ParameterSet(new SplittableRandom(1));
            var parameter = parameters.AddConstant("p", new TensorShape(1, 2));
            var task = new FunctionTask(1, 1, (tape, _, _) => tape.SquaredError(tape.Use(parameter), [-3, -4]));
            new Learner(parameters, task, new Sgd { LearningRate = 1 }, Options with { Epochs = 1, MaximumGradientNorm = maximum }).Run();
            return parameter.Values.ToArray();
        }

        Move(1).ShouldBe([-0.6f, -0.8f]);
        Move(5).ShouldBe([-3, -4]);
        Move(0).ShouldBe([-3, -4]);
    }

    [Fact]
    public void The_average_of_the_steps_is_validated_and_kept()
    {
        // Steps of minus one, since the gradient stays at one: -1, -2, -3, -4. With half the weight for each step before, the mean is (8 * -4 + 4 * -3 + 2 * -2 + 1 * -1) / 15.
        var parameters = new ParameterSet(new SplittableRandom(1));
        var parameter = parameters.AddConstant("p", new TensorShape(1, 1));
        var seen = new List<float>();
        var task = new FunctionTask(2, 1, (tape, _, _) => tape.SquaredError(tape.Use(parameter), [parameter.Values[0] - 1]));
        var options = Options with { Epochs = 2, AverageDecay = 0.5 };
        new Learner(parameters, task, new Sgd { LearningRate = 1 }, options).Run();
        parameter.Values[0].ShouldBe(-49f / 15, 1e-6f);

        parameter.Values[0] = 0;
        new Learner(parameters, task, new Sgd { LearningRate = 1 }, options with
        {
            Validation = epoch =>
            {
                seen.Add(parameter.Values[0]);
                return -epoch;
            },
        }).Run();
        seen[0].ShouldBe(-5f / 3, 1e-6f);
        seen[1].ShouldBe(-49f / 15, 1e-6f);
        parameter.Values[0].ShouldBe(-5f / 3, 1e-6f);
    }

    [Fact]
    public void Stops_when_validation_brings_nothing_better_and_keeps_the_best()
    {
        var task = new RatingsTask();
        float[] scores = [1, 3, 2, 3, 1, 9];
        var kept = new List<float[]>();
        var result = new Learner(task.Parameters, task, new Adam { LearningRate = 0.01 }, Options with
        {
            Epochs = 6,
            Patience = 2,
            Validation = epoch =>
            {
                kept.Add(task.Values());
                return scores[epoch - 1];
            },
        }).Run();
        result.Epochs.ShouldBe(4);
        result.Steps.ShouldBe(20);
        result.BestEpoch.ShouldBe(2);
        result.BestScore.ShouldBe(3);
        task.Values().ShouldBe(kept[1]);
        task.Values().ShouldNotBe(kept[3]);
    }

    [Fact]
    public void Tells_where_it_stands_and_how_long_it_will_take()
    {
        var time = new SteppedTime();
        var reports = new List<LearningProgress>();
        var task = new RatingsTask { BeforeLoss = (_, slice) => time.Advance(slice == 0 ? 2 : 0) };
        new Learner(task.Parameters, task, new Sgd { LearningRate = 0.001 }, Options with { Epochs = 2, Progress = new Listener(reports), TimeProvider = time }).Run();
        reports.Count.ShouldBe(10);
        (reports[0].Epoch, reports[0].Epochs, reports[0].Step, reports[0].Steps).ShouldBe((1, 2, 1, 5));
        (reports[0].Elapsed.TotalSeconds, Math.Round(reports[0].Remaining.TotalSeconds, 6)).ShouldBe((2, 18));
        (reports[6].Epoch, reports[6].Step, Math.Round(reports[6].Remaining.TotalSeconds, 6)).ShouldBe((2, 2, 6));
        reports[9].Remaining.ShouldBe(TimeSpan.Zero);
        reports[9].Loss.ShouldBeLessThan(reports[0].Loss);
        reports.ShouldAllBe(report => report.GradientNorm > 0 && report.LearningRate == 0.001 && report.Score == null);
    }

    [Fact]
    public void Cancelled_and_run_again_it_comes_to_the_same_bits()
    {
        var whole = new RatingsTask();
        new Learner(whole.Parameters, whole, new Adam { LearningRate = 0.01 }, Options).Run();

        using var cancellation = new CancellationTokenSource();
        var parts = new RatingsTask();
        parts.BeforeLoss = (step, _) =>
        {
            if (step == 8)
            {
                cancellation.Cancel();
            }
        };
        var learner = new Learner(parts.Parameters, parts, new Adam { LearningRate = 0.01 }, Options);
        Should.Throw<OperationCanceledException>(() => learner.Run(cancellation.Token));
        parts.StepsDone.ShouldBe(8);
        learner.Run().Steps.ShouldBe(20);
        parts.Values().ShouldBe(whole.Values());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_a_task_throws_comes_out_as_it_was_thrown(int threads)
    {
        var task = new RatingsTask { BeforeLoss = (_, slice) => throw new InvalidDataException($"slice {slice}") };
        var learner = new Learner(task.Parameters, task, new Sgd { LearningRate = 0.01 }, Options with { MaxDegreeOfParallelism = threads });
        Should.Throw<InvalidDataException>(() => learner.Run()).Message.ShouldBe("slice 0");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_step_allocates_nothing_once_all_is_warm(int threads)
    {
        // Read where a thread takes its first slice of a step: between two such moments lies all that it does in the steps between.
        var last = new Dictionary<int, (long Bytes, int Step)>();
        var intervals = new Dictionary<int, List<long>>();
        var task = new RatingsTask();
        task.BeforeLoss = (step, _) =>
        {
            lock (last)
            {
                var bytes = GC.GetAllocatedBytesForCurrentThread();
                var thread = Environment.CurrentManagedThreadId;
                var (before, stepBefore) = last.GetValueOrDefault(thread);
                if (stepBefore == step)
                {
                    return;
                }

                if (stepBefore > 100)
                {
                    intervals.TryAdd(thread, new List<long>(400));
                    intervals[thread].Add(bytes - before);
                }

                last[thread] = (GC.GetAllocatedBytesForCurrentThread(), step);
            }
        };
        new Learner(task.Parameters, task, new Adam { LearningRate = 0.01 }, Options with { Epochs = 60, MaxDegreeOfParallelism = threads, MaximumGradientNorm = 1, AverageDecay = 0.9 }).Run();
        // The least of many: the runtime may compile a method anew in between, and a new pass shuffles. What a step allocates would be in all of them.
        foreach (var ofThread in intervals.Values.Where(ofThread => ofThread.Count >= 20))
        {
            ofThread.Min().ShouldBe(0);
        }

        intervals.Values.Max(ofThread => ofThread.Count).ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Refuses_a_task_that_breaks_its_word()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        parameters.AddConstant("p", new TensorShape(1, 1));
        Learner Make(int steps, int slices, int maximum) => new(
            parameters, new FunctionTask(steps, slices, (tape, _, _) => tape.SquaredError(tape.Use(parameters[0]), [0])) { Promised = maximum }, new Sgd { LearningRate = 1 }, Options);
        Should.Throw<InvalidOperationException>(() => Make(0, 1, 1).Run()).Message.ShouldBe("Pass 1 has 0 steps; a pass has at least one.");
        Should.Throw<InvalidOperationException>(() => Make(1, 2, 1).Run()).Message.ShouldContain("has 2 slices");
        Should.Throw<InvalidOperationException>(() => Make(1, 0, 1).Run()).Message.ShouldContain("has 0 slices");
    }

    [Fact]
    public void Refuses_options_outside_of_their_range()
    {
        var task = new RatingsTask();
        void Make(LearnerOptions options) => _ = new Learner(task.Parameters, task, new Sgd { LearningRate = 1 }, options);
        Should.Throw<ArgumentOutOfRangeException>(() => Make(Options with { Epochs = 0 })).ParamName.ShouldBe("Epochs");
        Should.Throw<ArgumentException>(() => Make(Options with { Patience = 3 })).Message.ShouldContain("stops after 3 passes without a better score needs a Validation");
        Should.Throw<ArgumentOutOfRangeException>(() => Make(Options with { AverageDecay = 1 })).Message.ShouldContain("from 0 to below 1");
        Should.Throw<ArgumentOutOfRangeException>(() => Make(Options with { MaximumGradientNorm = double.NaN })).Message.ShouldContain("at least 0");
        Should.Throw<ArgumentOutOfRangeException>(() => Make(Options with { DivergenceFactor = 0.5 })).Message.ShouldContain("above 1");
        Should.Throw<ArgumentOutOfRangeException>(() => new Learner(task.Parameters, task, new Sgd { LearningRate = 0 }, Options)).Message.ShouldContain("above 0");
    }

    private sealed class Listener(List<LearningProgress> reports) : IProgress<LearningProgress>
    {
        public void Report(LearningProgress value) => reports.Add(value);
    }

    private sealed class SteppedTime : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds;

        public void Advance(int seconds) => _seconds += seconds;
    }
}
