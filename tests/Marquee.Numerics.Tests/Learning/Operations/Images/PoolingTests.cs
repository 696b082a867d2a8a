using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class PoolingTests
{
    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 2)]
    public void Gradients_agree_with_differences(int size, int stride)
    {
        // Numbers so far apart that no small step changes which is the largest.
        var parameters = new ParameterSet(new SplittableRandom(1));
        var images = parameters.AddConstant("images", new TensorShape([2, 4, 5, 3]));
        for (var index = 0; index < images.Shape.Count; index++)
        {
            images.Values[index] = 0.1f * (index * 37 % 120);
        }

        GradientCheck.Verify(parameters, tape => tape.MaxPool(tape.Use(images), size, stride), tolerance: 2e-2);
        GradientCheck.Verify(parameters, tape => tape.AveragePool(tape.Use(images), size, stride), tolerance: 2e-2);
        GradientCheck.Verify(parameters, tape => tape.GlobalAveragePool(tape.Use(images)));
    }

    [Fact]
    public void Takes_the_largest_and_the_mean_of_each_window()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        // Two channels; the last column and row make no whole window.
        var images = tape.Input(new TensorShape([1, 3, 3, 2]), [1, -1, 2, -2, 100, 100, 5, -5, 4, -4, 100, 100, 100, 100, 100, 100, 100, 100]);
        tape.MaxPool(images, 2).Values.ToArray().ShouldBe([5, -1]);
        tape.AveragePool(images, 2).Values.ToArray().ShouldBe([3, -3]);
        tape.MaxPool(images, 2, 1).Shape.ShouldBe(new TensorShape([1, 2, 2, 2]));
        Should.Throw<ArgumentException>(() => tape.MaxPool(images, 4)).Message.ShouldContain("4 x 4 does not fit on images of 3 x 3");
    }

    [Fact]
    public void A_global_pool_takes_the_mean_over_all_places_and_gives_each_its_share()
    {
        GradientCheck.Verify((tape, p) => tape.Add(tape.Sum(p[0]), tape.GlobalAveragePool(p[0])), [new TensorShape([2, 2, 3, 3])]);
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        tape.GlobalAveragePool(tape.Input(new TensorShape([2, 1, 2, 2]), [1, 10, 3, 20, 5, 30, 6, 40])).Values.ToArray().ShouldBe([2, 15, 5.5f, 35]);
        Should.Throw<ArgumentException>(() => tape.GlobalAveragePool(tape.Input(new TensorShape([2, 0, 2, 2])))).Message.ShouldContain("2 x 0 x 2 x 2");
    }

    [Fact]
    public void The_first_of_several_largest_gets_the_gradient()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var images = parameters.AddConstant("images", new TensorShape([1, 2, 2, 1]));
        new float[] { 1, 7, 7, 7 }.CopyTo(images.Values);
        var tape = new Tape(parameters);
        tape.Reset(recording: true);
        tape.Backward(tape.Sum(tape.MaxPool(tape.Use(images), 2)));
        tape.Gradients[images].Values.ToArray().ShouldBe([0, 1, 0, 0]);
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public unsafe void Every_width_and_number_of_channels_gives_the_bits_of_the_scalar_form(string width)
    {
        for (var channels = 1; channels <= 40; channels++)
        {
            var numbers = RandomMatrices.Dense(1, 9 * channels, (ulong)channels);
            float[] Compute(SimdWidth of)
            {
                var results = new float[11 * channels + 1];
                fixed (float* source = numbers.Span, result = results)
                {
                    MaxPoolKernel.For(of).Run(source, 3 * channels, 3, channels, result, result + channels);
                    MaxPoolKernel.For(of).Add(result + channels, source, result + 2 * channels, 3 * channels, 3, channels);
                }

                return results;
            }

            Compute(Enum.Parse<SimdWidth>(width)).ShouldBe(Compute(SimdWidth.Scalar));
        }
    }
}
