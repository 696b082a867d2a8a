using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class ConvolutionsTests
{
    public static TheoryData<int, int, int, int> Windows => new() { { 3, 3, 1, 1 }, { 2, 3, 2, 0 }, { 1, 1, 1, 0 }, { 4, 2, 3, 2 }, { 1, 1, 2, 1 } };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Gradients_agree_with_differences(int height, int width, int stride, int padding) => GradientCheck.Verify(
        (tape, p) => tape.Convolve(p[0], p[1], p[2], stride, padding),
        [new TensorShape([2, 4, 5, 2]), new TensorShape([height, width, 2, 3]), new TensorShape(3)], tolerance: 2e-2);

    [Theory]
    [MemberData(nameof(Windows))]
    public void Gradients_without_a_bias_agree_with_differences(int height, int width, int stride, int padding) => GradientCheck.Verify(
        (tape, p) => tape.Convolve(p[0], p[1], null, stride, padding), [new TensorShape([2, 4, 5, 2]), new TensorShape([height, width, 2, 3])], tolerance: 2e-2);

    [Theory]
    [MemberData(nameof(Windows))]
    public void Computes_what_plain_loops_compute(int height, int width, int stride, int padding)
    {
        // So many windows that the images take several products, the last of fewer.
        const int Images = 3, Height = 24, Width = 25, Channels = 3, Outputs = 5;
        var parameters = new ParameterSet(new SplittableRandom(1));
        var images = parameters.AddNormal("images", new TensorShape([Images, Height, Width, Channels]), 1);
        var weights = parameters.AddNormal("weights", new TensorShape([height, width, Channels, Outputs]), 1);
        var bias = parameters.AddNormal("bias", new TensorShape(Outputs), 1);
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        var output = tape.Convolve(tape.Use(images), tape.Use(weights), tape.Use(bias), stride, padding);
        var (rows, columns) = ((Height + 2 * padding - height) / stride + 1, (Width + 2 * padding - width) / stride + 1);
        output.Shape.ShouldBe(new TensorShape([Images, rows, columns, Outputs]));
        for (var index = 0; index < output.Count; index++)
        {
            var (place, channel) = Math.DivRem(index, Outputs);
            var (image, window) = Math.DivRem(place, rows * columns);
            var sum = (double)bias.Values[channel];
            for (var tap = 0; tap < height * width * Channels; tap++)
            {
                var y = window / columns * stride - padding + tap / Channels / width;
                var x = window % columns * stride - padding + tap / Channels % width;
                if (y is >= 0 and < Height && x is >= 0 and < Width)
                {
                    sum += (double)images.Values[((image * Height + y) * Width + x) * Channels + tap % Channels] * weights.Values[tap * Outputs + channel];
                }
            }

            output.Values[index].ShouldBe((float)sum, 1e-4);
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var images = tape.Input(new TensorShape([1, 4, 4, 2]));
        Should.Throw<ArgumentException>(() => tape.Convolve(images, tape.Input(new TensorShape([3, 3, 1, 5])), tape.Input(new TensorShape(5)))).Message.ShouldContain("1 x 4 x 4 x 2 with weights 3 x 3 x 1 x 5");
        Should.Throw<ArgumentException>(() => tape.Convolve(images, tape.Input(new TensorShape([5, 5, 2, 5])), tape.Input(new TensorShape(5)))).Message.ShouldContain("5 x 5 does not fit on images of 4 x 4");
    }
}
