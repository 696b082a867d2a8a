using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Tests;

public unsafe class LanesTests
{
    private static readonly float[] Special = [0, -0f, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e-30f, -1e-30f, 88.7f, 88.8f, -86.5f, -86.7f, 1000, -1000, 0.34657359f];

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void Every_width_gives_the_bits_of_the_scalar_form(string width)
    {
        var left = Numbers(1);
        var right = Numbers(2);
        var scalar = Compute<ScalarLanes, float>(left, right);
        var wide = width switch
        {
            nameof(SimdWidth.Vector512) => Compute<Vector512Lanes, Vector512<float>>(left, right),
            nameof(SimdWidth.Vector256) => Compute<Vector256Lanes, Vector256<float>>(left, right),
            _ => scalar,
        };
        foreach (var name in scalar.Keys)
        {
            for (var index = 0; index < left.Length; index++)
            {
                wide[name][index].ShouldBe(scalar[name][index], $"{name} of {left[index]:R} and {right[index]:R}");
            }
        }
    }

    [Fact]
    public void Exponentials_are_right_to_the_last_places()
    {
        for (var x = -86.5f; x < 88.7f; x += 0.00317f)
        {
            ScalarLanes.Exp(x).ShouldBe((float)Math.Exp(x), 2.5e-7 * Math.Exp(x));
        }

        ScalarLanes.Exp(0).ShouldBe(1);
        ScalarLanes.Exp(float.NegativeInfinity).ShouldBe(0);
        ScalarLanes.Exp(-87).ShouldBe(0);
        ScalarLanes.Exp(float.PositiveInfinity).ShouldBe(float.PositiveInfinity);
        ScalarLanes.Exp(89).ShouldBe(float.PositiveInfinity);
        ScalarLanes.Exp(float.NaN).ShouldBe(float.NaN);
    }

    [Fact]
    public void Hyperbolic_tangents_and_sigmoids_are_right_to_the_last_places()
    {
        for (var x = -12f; x < 12; x += 0.00117f)
        {
            ElementaryFunctions.Tanh<ScalarLanes, float>(x).ShouldBe((float)Math.Tanh(x), 4e-7 * Math.Abs(Math.Tanh(x)));
            ElementaryFunctions.Sigmoid<ScalarLanes, float>(x).ShouldBe((float)(1 / (1 + Math.Exp(-x))), 4e-7 / (1 + Math.Exp(-x)));
        }

        ElementaryFunctions.Tanh<ScalarLanes, float>(float.NaN).ShouldBe(float.NaN);
        ElementaryFunctions.Tanh<ScalarLanes, float>(1e-20f).ShouldBe(1e-20f, 1e-26f);
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void Parts_of_a_vector_touch_no_more_memory(string width)
    {
        switch (Enum.Parse<SimdWidth>(width))
        {
            case SimdWidth.Vector512:
                VerifyParts<Vector512Lanes, Vector512<float>>();
                break;
            case SimdWidth.Vector256:
                VerifyParts<Vector256Lanes, Vector256<float>>();
                break;
        }
    }

    [Fact]
    public void Chance_drops_the_share_that_is_asked_for()
    {
        foreach (var (first, second) in new[] { (0u, 0u), (1u, 0u), (0u, 1u), (123456789u, 987654321u) })
        {
            var dropped = 0;
            var runs = 0;
            var before = false;
            for (var counter = 0u; counter < 100_000; counter++)
            {
                var now = ScalarLanes.Drop(1, counter, first, second, (uint)(0.3 * uint.MaxValue)) == 0;
                dropped += now ? 1 : 0;
                runs += now && before ? 1 : 0;
                before = now;
            }

            // Four standard deviations; neighbours are independent.
            (dropped / 100_000.0).ShouldBe(0.3, 0.006);
            (runs / 100_000.0).ShouldBe(0.09, 0.005);
        }
    }

    private static void VerifyParts<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (var count = 0; count < TLanes.Count; count++)
        {
            var source = Enumerable.Range(1, TLanes.Count).Select(number => (float)number).ToArray();
            var target = new float[TLanes.Count];
            var whole = new float[TLanes.Count];
            fixed (float* from = source, to = target, all = whole)
            {
                var part = TLanes.LoadFirst(from, count, TLanes.Create(-5));
                TLanes.StoreFirst(part, to, count);
                TLanes.Store(part, all);
            }

            target.ShouldBe(source.Select((number, index) => index < count ? number : 0));
            whole.ShouldBe(source.Select((number, index) => index < count ? number : -5));
        }
    }

    private static float[] Numbers(ulong seed)
    {
        var random = new SplittableRandom(seed);
        var numbers = new float[Special.Length * Special.Length + 256];
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = index >= Special.Length * Special.Length ? (float)(20 * random.NextGaussian())
                : seed == 1 ? Special[index / Special.Length] : Special[index % Special.Length];
        }

        return numbers;
    }

    private static Dictionary<string, float[]> Compute<TLanes, TVector>(float[] left, float[] right)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var results = new Dictionary<string, float[]>();
        void All(string name, Func<TVector, TVector, uint, TVector> function)
        {
            var target = results[name] = new float[left.Length];
            fixed (float* a = left, b = right, c = target)
            {
                for (var index = 0; index < left.Length; index += TLanes.Count)
                {
                    TLanes.Store(function(TLanes.Load(a + index), TLanes.Load(b + index), (uint)index), c + index);
                }
            }
        }

        All("subtract", (x, y, _) => TLanes.Subtract(x, y));
        All("divide", (x, y, _) => TLanes.Divide(x, y));
        All("max", (x, y, _) => TLanes.Max(x, y));
        All("min", (x, y, _) => TLanes.Min(x, y));
        All("round", (x, _, _) => TLanes.Round(x));
        All("exp", (x, _, _) => TLanes.Exp(x));
        All("square root", (x, _, _) => TLanes.SquareRoot(x));
        All("select", (x, y, _) => TLanes.Select(x, y, TLanes.Create(1), x));
        All("drop", (x, _, index) => TLanes.Drop(x, index, 17, 4711, 1u << 31));
        All("tanh", (x, _, _) => ElementaryFunctions.Tanh<TLanes, TVector>(x));
        All("sigmoid", (x, _, _) => ElementaryFunctions.Sigmoid<TLanes, TVector>(x));
        return results;
    }
}
