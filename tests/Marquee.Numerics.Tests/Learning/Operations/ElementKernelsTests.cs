using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public unsafe class ElementKernelsTests
{
    private const float Canary = 12345;

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void Every_width_and_length_gives_what_a_plain_loop_gives(string width)
    {
        var kernels = ElementKernels.For(Enum.Parse<SimdWidth>(width));
        // Every length up to a few vectors, at starts that are not aligned.
        for (var count = 0; count <= 70; count++)
        {
            var a = Numbers(count, 1);
            var b = Numbers(count, 2);
            var scale = 0.75f;
            Verify(count, (x, y, target) => kernels.Add(x, target, count), index => a[index] + b[index]);
            Verify(count, (x, y, target) => kernels.AddScaled(scale, x, target, count), index => scale * a[index] + b[index]);
            Verify(count, (x, y, target) => kernels.AddProduct(x, y, target, count), index => a[index] * b[index] + b[index]);
            Verify(count, (x, y, target) => kernels.Scale(scale, x, target, count), index => scale * a[index]);
            fixed (float* x = a.AsSpan(1), y = b.AsSpan(1))
            {
                var first = a[1..(count + 1)];
                var second = b[1..(count + 1)];
                kernels.Sum(x, count).ShouldBe(first.Sum(), 1e-5f * (count + 1));
                kernels.Largest(x, count).ShouldBe(count == 0 ? float.NegativeInfinity : first.Max());
                kernels.Dot(x, y, count).ShouldBe((float)first.Zip(second, (p, q) => (double)p * q).Sum(), 1e-5f * (count + 1));
            }
        }
    }

    private delegate void Kernel(float* x, float* y, float* target);

    private static void Verify(int count, Kernel kernel, Func<int, double> expected)
    {
        var a = Numbers(count, 1);
        var b = Numbers(count, 2);
        var target = (float[])b.Clone();
        fixed (float* x = a.AsSpan(1), y = b.AsSpan(1), result = target.AsSpan(1))
        {
            kernel(x, y, result);
        }

        for (var index = 1; index <= count; index++)
        {
            target[index].ShouldBe((float)expected(index), 1e-6 * Math.Max(1, Math.Abs(expected(index))));
        }

        target[0].ShouldBe(b[0]);
        target[count + 1].ShouldBe(Canary);
    }

    private static float[] Numbers(int count, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var numbers = new float[count + 2];
        for (var index = 0; index <= count; index++)
        {
            numbers[index] = (float)random.NextGaussian();
        }

        numbers[count + 1] = Canary;
        return numbers;
    }
}
