using System.Numerics;

namespace Marquee.Numerics.Tests.Fourier;

public sealed unsafe class FourierTransformTests
{
    public static TheoryData<int, SimdWidth> Lengths
    {
        get
        {
            var data = new TheoryData<int, SimdWidth>();
            foreach (var width in SimdWidths.Supported)
            {
                foreach (var length in (int[])[1, 2, 3, 4, 5, 6, 8, 15, 16, 20, 36, 48, 60, 125, 128, 240])
                {
                    data.Add(length, width);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Is_the_sum_that_defines_it(int length, SimdWidth width)
    {
        var (real, imaginary) = Draw(length);
        var (transformedReal, transformedImaginary) = ((float[])real.Clone(), (float[])imaginary.Clone());
        Transform(new FourierTransform(length), width, transformedReal, transformedImaginary);
        foreach (var lane in (int[])[0, 7, 15])
        {
            for (var k = 0; k < length; k++)
            {
                var sum = Complex.Zero;
                for (var t = 0; t < length; t++)
                {
                    sum += new Complex(real[(16 * t) + lane], imaginary[(16 * t) + lane]) * Complex.FromPolarCoordinates(1, -2 * Math.PI * k * t / length);
                }

                transformedReal[(16 * k) + lane].ShouldBe((float)sum.Real, 2e-6 * length);
                transformedImaginary[(16 * k) + lane].ShouldBe((float)sum.Imaginary, 2e-6 * length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Comes_back_with_real_and_imaginary_parts_exchanged(int length, SimdWidth width)
    {
        var (real, imaginary) = Draw(length);
        var (thereReal, thereImaginary) = ((float[])real.Clone(), (float[])imaginary.Clone());
        var transform = new FourierTransform(length);
        Transform(transform, width, thereReal, thereImaginary);
        Transform(transform, width, thereImaginary, thereReal);
        for (var at = 0; at < real.Length; at++)
        {
            (thereReal[at] / length).ShouldBe(real[at], 1e-5);
            (thereImaginary[at] / length).ShouldBe(imaginary[at], 1e-5);
        }
    }

    [Fact]
    public void Refuses_a_length_with_a_factor_of_seven() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new FourierTransform(28)).Message.ShouldContain("2, 3 and 5");

    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(97, 128)]
    [InlineData(300, 320)]
    public void Finds_the_next_length_that_is_a_multiple_of_sixteen(int least, int length) => FourierTransform.LengthOf(least).ShouldBe(length);

    private static (float[] Real, float[] Imaginary) Draw(int length)
    {
        var random = new SplittableRandom((ulong)length);
        var (real, imaginary) = (new float[16 * length], new float[16 * length]);
        for (var at = 0; at < real.Length; at++)
        {
            (real[at], imaginary[at]) = ((float)random.NextGaussian(), (float)random.NextGaussian());
        }

        return (real, imaginary);
    }

    private static void Transform(FourierTransform transform, SimdWidth width, float[] real, float[] imaginary)
    {
        var (spareReal, spareImaginary) = (new float[real.Length], new float[real.Length]);
        fixed (float* r = real, i = imaginary, sr = spareReal, si = spareImaginary)
        {
            transform.Transform(width, r, i, sr, si);
        }
    }
}
