using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class TapeTests
{
    [Fact]
    public void A_parameter_that_is_used_twice_gets_both_gradients()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var p = parameters.AddConstant("p", new TensorShape(1, 1), 3);
        var tape = new Tape(parameters);
        tape.Reset(recording: true);
        // (p * p)^2 / 2 has the derivative 2 p^3.
        tape.Backward(tape.SquaredError(tape.Multiply(tape.Use(p), tape.Use(p)), [0]));
        tape.Gradients[p].Values[0].ShouldBe(54);
    }

    [Fact]
    public void A_parameter_that_the_loss_does_not_depend_on_has_no_gradient()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var used = parameters.AddConstant("used", new TensorShape(1, 1), 3);
        var other = parameters.AddConstant("other", new TensorShape(1, 1), 3);
        var tape = new Tape(parameters);
        tape.Reset(recording: true);
        tape.Multiply(tape.Use(other), tape.Use(used));
        tape.Backward(tape.SquaredError(tape.Multiply(tape.Use(used), tape.Use(used)), [0]));
        tape.Gradients[other].IsTouched.ShouldBeFalse();
        tape.Gradients[other].Values.Length.ShouldBe(0);
    }

    [Fact]
    public void Nothing_is_allocated_once_a_step_has_been_seen()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var table = parameters.AddNormal("table", new TensorShape(100, 8), 1, hasSparseGradient: true);
        var weights = parameters.AddGlorot("weights", 8, 8);
        var tape = new Tape(parameters);
        int[] rows = [1, 5, 3];
        var targets = new float[24];

        void Step()
        {
            tape.Reset(recording: true, training: true, seed: 3);
            tape.Backward(tape.SquaredError(tape.Multiply(tape.Gather(table, rows), tape.Use(weights)), targets));
        }

        // The first steps also compile.
        for (var step = 0; step < 100; step++)
        {
            Step();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_tape_that_does_not_record_computes_and_has_no_gradient()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var p = parameters.AddConstant("p", new TensorShape(1, 1), 3);
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        var product = tape.Multiply(tape.Use(p), tape.Use(p));
        product.Value.ShouldBe(9);
        product.RequiresGradient.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => tape.Backward(product)).Message.ShouldContain("does not record");
    }
}
