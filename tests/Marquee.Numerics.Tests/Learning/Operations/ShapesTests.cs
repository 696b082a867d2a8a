using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class ShapesTests
{
    [Fact]
    public void A_reshaped_tensor_shares_numbers_and_gradient()
    {
        GradientCheck.Verify((tape, p) => tape.Multiply(tape.Reshape(p[0], new TensorShape(4, 3)), tape.Reshape(tape.Reshape(p[0], new TensorShape(12)), new TensorShape(3, 4))), [new TensorShape(2, 6)]);
        GradientCheck.Verify((tape, p) => tape.Add(tape.Reshape(tape.Tanh(p[0]), new TensorShape(4, 3)), tape.Reshape(p[0], new TensorShape(4, 3))), [new TensorShape(2, 6)]);
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape(2, 3), [1, 2, 3, 4, 5, 6]);
        var reshaped = tape.Reshape(input, new TensorShape(6));
        input.Values[4] = 50;
        reshaped.Values.ToArray().ShouldBe([1, 2, 3, 4, 50, 6]);
        Should.Throw<ArgumentException>(() => tape.Reshape(input, new TensorShape(7))).Message.ShouldContain("cannot become 7");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Gradients_of_parts_agree_with_differences(int axis)
    {
        TensorShape[] shape = [new TensorShape([3, 4, 5])];
        GradientCheck.Verify((tape, p) => tape.Slice(p[0], axis, 1, 2), shape);
        // Parts that overlap, of a tensor and of a parameter, one of a part.
        GradientCheck.Verify((tape, p) => tape.Add(tape.Slice(tape.Tanh(p[0]), axis, 0, 2), tape.Slice(tape.Slice(p[0], axis, 0, 3), axis, 1, 2)), shape);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Gradients_of_what_is_put_together_agree_with_differences(int axis)
    {
        var shape = new TensorShape([2, 3, 4]);
        GradientCheck.Verify((tape, p) => tape.Concatenate(axis, p[0], p[1], p[0]), [shape, shape.With(axis, 5)]);
    }

    [Fact]
    public void Parts_are_put_together_again()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var p = parameters.AddNormal("p", new TensorShape([2, 3, 4]), 1);
        var tape = new Tape(parameters);
        for (var axis = 0; axis < 3; axis++)
        {
            tape.Reset(recording: false);
            var input = tape.Use(p);
            var length = input.Shape[axis];
            var whole = tape.Concatenate(axis, tape.Slice(input, axis, 0, 1), tape.Slice(input, axis, 1, 0), tape.Slice(input, axis, 1, length - 1));
            whole.Shape.ShouldBe(input.Shape);
            whole.Values.ToArray().ShouldBe(p.Values.ToArray());
        }
    }

    [Fact]
    public void Parts_beyond_the_end_and_misfits_are_refused()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape(2, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => tape.Slice(input, 1, 2, 2)).Message.ShouldContain("2 from 2 goes beyond axis 1 of 2 x 3");
        Should.Throw<ArgumentException>(() => tape.Concatenate(0, input, tape.Input(new TensorShape(2, 4)))).Message.ShouldContain("2 x 3 and 2 x 4");
        Should.Throw<ArgumentException>(() => tape.Concatenate(0)).Message.ShouldContain("at least one");
        Should.Throw<ArgumentOutOfRangeException>(() => tape.Transpose(input, 0, 2));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(3, 2)]
    [InlineData(1, 1)]
    public void Exchanges_two_axes(int first, int second)
    {
        TensorShape[] shape = [new TensorShape([2, 3, 4, 5])];
        GradientCheck.Verify((tape, p) => tape.Transpose(p[0], first, second), shape);
        GradientCheck.Verify((tape, p) => tape.Add(tape.Transpose(p[0], first, second), tape.Transpose(p[0], first, second)), shape);
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(shape[0], [.. Enumerable.Range(0, 120).Select(number => (float)number)]);
        var output = tape.Transpose(input, first, second);
        int[] place = [1, 2, 3, 4];
        var expected = At(input, place);
        (place[first], place[second]) = (place[second], place[first]);
        At(output, place).ShouldBe(expected);
    }

    [Fact]
    public void Exchanges_the_axes_of_a_large_matrix()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape(70, 45), [.. Enumerable.Range(0, 70 * 45).Select(number => (float)number)]);
        var output = tape.Transpose(input, 0, 1);
        output.Shape.ShouldBe(new TensorShape(45, 70));
        for (var index = 0; index < output.Count; index++)
        {
            output.Values[index].ShouldBe(index % 70 * 45 + index / 70);
        }
    }

    private static float At(Tensor tensor, int[] place)
    {
        var index = 0;
        for (var axis = 0; axis < place.Length; axis++)
        {
            index = index * tensor.Shape[axis] + place[axis];
        }

        return tensor.Values[index];
    }

    [Fact]
    public void No_gradient_goes_back_through_a_constant()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var p = parameters.AddConstant("p", new TensorShape(2), 3);
        var tape = new Tape(parameters);
        tape.Reset(recording: true);
        var detached = tape.Detach(tape.Use(p));
        detached.RequiresGradient.ShouldBeFalse();
        // The derivative of p * constant is the constant, not 2p.
        tape.Backward(tape.Sum(tape.MultiplyElements(tape.Use(p), detached)));
        tape.Gradients[p].Values.ToArray().ShouldBe([3, 3]);
    }
}
