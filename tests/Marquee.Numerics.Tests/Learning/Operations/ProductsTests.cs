using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class ProductsTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Gradients_of_a_product_agree_with_differences(bool transposeA, bool transposeB) => GradientCheck.Verify(
        (tape, p) => tape.Multiply(p[0], p[1], transposeA, transposeB),
        [transposeA ? new TensorShape(4, 3) : new TensorShape(3, 4), transposeB ? new TensorShape(5, 4) : new TensorShape(4, 5)]);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Gradients_of_several_products_agree_with_differences(bool transposeA, bool transposeB) => GradientCheck.Verify(
        (tape, p) => tape.Multiply(p[0], p[1], transposeA, transposeB),
        [transposeA ? new TensorShape([2, 4, 3]) : new TensorShape([2, 3, 4]), transposeB ? new TensorShape([2, 5, 4]) : new TensorShape([2, 4, 5])]);

    [Fact]
    public void Several_matrices_are_multiplied_with_one() => GradientCheck.Verify(
        (tape, p) => tape.Multiply(p[0], p[1]), [new TensorShape([2, 3, 4]), new TensorShape(4, 5)]);

    [Fact]
    public void A_tensor_that_is_multiplied_with_itself_gets_both_gradients() => GradientCheck.Verify(
        (tape, p) => tape.Multiply(p[0], p[0], transposeB: true), [new TensorShape(3, 4)]);

    [Fact]
    public void Products_that_do_not_fit_are_refused()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var a = tape.Input(new TensorShape(2, 3));
        Should.Throw<ArgumentException>(() => tape.Multiply(a, tape.Input(new TensorShape(4, 2)))).Message.ShouldContain("2 x 3 and 4 x 2 does not fit");
    }
}
