using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public sealed class TrainingDivergedExceptionTests
{
    private static LearnerOptions Options => new() { Epochs = 50, MaxDegreeOfParallelism = 2 };

    [Fact]
    public void A_loss_that_is_no_number_names_the_step_and_the_first_gradient_that_is_none()
    {
        // The seventh step is the second of the second pass, and its targets are no numbers.
        var task = new RatingsTask { TargetFactor = step => step == 7 ? float.NaN : 1 };
        var learner = new Learner(task.Parameters, task, new Sgd { LearningRate = 0.001 }, Options);
        var diverged = Should.Throw<TrainingDivergedException>(() => learner.Run());
        diverged.Message.ShouldStartWith("Training diverged in step 2 of pass 2: the loss is NaN; the first gradient that is not finite is that of 'users', NaN in row ");
        diverged.Message.ShouldEndWith("A smaller learning rate (it was 0.001), or clipping of the gradient (there is none), may help.");
        (diverged.Epoch, diverged.Step, diverged.Parameter).ShouldBe((2, 2, "users"));
        diverged.Loss.ShouldBe(double.NaN);
        task.Values().ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void In_the_first_step_the_data_are_to_blame()
    {
        var task = new RatingsTask { TargetFactor = _ => float.PositiveInfinity };
        Should.Throw<TrainingDivergedException>(() => new Learner(task.Parameters, task, new Sgd { LearningRate = 0.001 }, Options).Run())
            .Message.ShouldEndWith("Nothing had been learned before this step: look for numbers in the data that are not finite, or far too large.");
    }

    [Fact]
    public void A_learning_rate_that_is_far_too_large_is_named()
    {
        var task = new RatingsTask();
        var diverged = Should.Throw<TrainingDivergedException>(() => new Learner(task.Parameters, task, new Sgd { LearningRate = 10 }, Options).Run());
        diverged.Message.ShouldContain("it was 10");
        diverged.Epoch.ShouldBe(1);
    }

    [Fact]
    public void A_parameter_that_is_no_number_is_named_with_its_row()
    {
        var task = new RatingsTask();
        task.Parameters[1].Values[5 * 5] = float.NaN;
        Should.Throw<TrainingDivergedException>(() => new Learner(task.Parameters, task, new Sgd { LearningRate = 0.001 }, Options).Run())
            .Message.ShouldContain("the parameter 'items' holds NaN in row 5.");
    }

    [Fact]
    public void A_loss_that_grows_without_end_is_stopped_before_it_overflows()
    {
        // Each step doubles how far the parameter is from its target.
        var parameters = new ParameterSet(new SplittableRandom(1));
        var parameter = parameters.AddConstant("p", new TensorShape(1, 1), 1);
        var task = new FunctionTask(10, 1, (tape, _, _) => tape.SquaredError(tape.Use(parameter), [0]));
        Learner Make(double factor)
        {
            parameter.Values[0] = 1;
            return new(parameters, task, new Sgd { LearningRate = 2.2 }, Options with { DivergenceFactor = factor });
        }

        var diverged = Should.Throw<TrainingDivergedException>(() => Make(100).Run());
        diverged.Message.ShouldContain("more than 100 times the largest of the first 20 steps");
        diverged.Message.ShouldContain("it was 2.2");
        diverged.Parameter.ShouldBeNull();
        double.IsFinite(diverged.Loss).ShouldBeTrue();
        Should.Throw<TrainingDivergedException>(() => Make(0).Run()).Message.ShouldContain("the loss is Infinity");
    }

    [Fact]
    public void A_gradient_that_overflows_is_found_where_the_loss_is_still_a_number()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var parameter = parameters.AddConstant("p", new TensorShape(1, 1), 1e-30f);
        var task = new FunctionTask(1, 1, (tape, _, _) =>
        {
            var large = tape.Multiply(tape.Use(parameter), tape.Input(new TensorShape(1, 1), [1e38f]));
            var back = tape.Multiply(large, tape.Input(new TensorShape(1, 1), [1e-8f]));
            return tape.SquaredError(tape.Multiply(tape.Multiply(back, tape.Input(new TensorShape(1, 1), [1e5f])), tape.Input(new TensorShape(1, 1), [1e5f])), [0]);
        });
        var diverged = Should.Throw<TrainingDivergedException>(() => new Learner(parameters, task, new Sgd { LearningRate = 1 }, Options).Run());
        diverged.Message.ShouldContain("the gradient is no longer finite; the first gradient that is not finite is that of 'p'");
        double.IsFinite(diverged.Loss).ShouldBeTrue();
    }
}
