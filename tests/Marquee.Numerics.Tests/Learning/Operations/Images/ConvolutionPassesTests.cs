using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class ConvolutionPassesTests
{
    // Images, height, width, channels, window height and width, outputs, stride, padding.
    public static TheoryData<int[]> Layouts => new(
        [3, 8, 8, 5, 3, 3, 7, 1, 1],
        [2, 9, 7, 3, 3, 3, 40, 2, 1],
        // A border wider than the window: windows that see nothing but zeros.
        [2, 5, 6, 4, 2, 3, 3, 1, 3],
        // Windows that leave places out, and a stride that leaves over the last lines.
        [2, 11, 10, 3, 2, 1, 5, 3, 0],
        // So many images that they take several blocks.
        [24, 10, 12, 34, 3, 3, 33, 1, 1],
        // An image so large that it takes several blocks of lines, at either stride.
        [2, 70, 60, 40, 3, 3, 6, 1, 1],
        [1, 91, 61, 33, 5, 5, 4, 2, 2],
        // Lines and windows longer than a part of a sum.
        [2, 3, 300, 2, 1, 290, 2, 1, 0],
        [1, 4, 5, 310, 2, 2, 3, 1, 1]);

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_pass_computes_what_plain_loops_compute_at_every_width_with_the_same_bits(int[] lengths)
    {
        var expected = Plain(lengths);
        float[]? first = null;
        foreach (var width in SimdWidths.Supported)
        {
            var actual = Passes(ConvolutionKernel.For(width), lengths);
            first ??= actual;
            actual.AsSpan().SequenceEqual(first).ShouldBeTrue($"{width}");
        }

        for (var index = 0; index < expected.Length; index++)
        {
            Math.Abs(first![index] - expected[index]).ShouldBeLessThanOrEqualTo(1e-4 * Math.Max(1, Math.Abs(expected[index])) * Math.Sqrt(lengths[0] * lengths[1]), $"number {index}");
        }
    }

    private static (WindowLayout Layout, int Outputs, float[] Images, float[] Weights, float[] Gradient) Inputs(int[] lengths)
    {
        var layout = new WindowLayout(new TensorShape(lengths.AsSpan(0, 4)), lengths[4], lengths[5], lengths[7], lengths[8]);
        var outputs = lengths[6];
        return (
            layout, outputs,
            RandomMatrices.Dense(layout.Images, layout.ImageLength, 1).Span.ToArray(),
            RandomMatrices.Dense(layout.WindowLength, outputs, 2).Span.ToArray(),
            RandomMatrices.Dense(layout.Images * layout.Windows, outputs, 3).Span.ToArray());
    }

    /// <summary>The result with a bias of 0, 1, 2...; without; the gradients by images and weights; and both again, added to ones.</summary>
    private static unsafe float[] Passes(ConvolutionKernel kernel, int[] lengths)
    {
        var (layout, outputs, images, weights, gradient) = Inputs(lengths);
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        var passes = new ConvolutionPasses(kernel, layout, outputs);
        var bias = Enumerable.Range(0, outputs).Select(output => (float)output).ToArray();
        // What is written over holds NaN, which must not be read.
        float[] target = [.. gradient.Select(_ => float.NaN)], plain = [.. target], ofImages = [.. images.Select(_ => float.NaN)], ofWeights = [.. weights.Select(_ => float.NaN)];
        float[] addedImages = [.. images.Select(_ => 1f)], addedWeights = [.. weights.Select(_ => 1f)];
        fixed (float* x = images, w = weights, g = gradient, b = bias, t = target, p = plain, i = ofImages, v = ofWeights, ai = addedImages, aw = addedWeights)
        {
            passes.Forward(tape, x, w, b, t);
            passes.Forward(tape, x, w, null, p);
            passes.BackwardByImages(tape, g, w, i, false);
            passes.BackwardByWeights(tape, x, g, v, false);
            passes.BackwardByImages(tape, g, w, ai, true);
            passes.BackwardByWeights(tape, x, g, aw, true);
        }

        return [.. target, .. plain, .. ofImages, .. ofWeights, .. addedImages, .. addedWeights];
    }

    private static double[] Plain(int[] lengths)
    {
        var (layout, outputs, images, weights, gradient) = Inputs(lengths);
        double[] target = new double[gradient.Length], ofImages = new double[images.Length], ofWeights = new double[weights.Length];
        for (var window = 0; window < layout.Images * layout.Windows; window++)
        {
            var (image, place) = Math.DivRem(window, layout.Windows);
            for (var tap = 0; tap < layout.WindowLength; tap++)
            {
                var (line, rest) = Math.DivRem(tap, layout.WindowWidth * layout.Channels);
                var y = place / layout.Columns * layout.Stride - layout.Padding + line;
                var x = place % layout.Columns * layout.Stride - layout.Padding + rest / layout.Channels;
                if ((uint)y >= (uint)layout.Height || (uint)x >= (uint)layout.Width)
                {
                    continue;
                }

                var from = image * layout.ImageLength + (y * layout.Width + x) * layout.Channels + rest % layout.Channels;
                for (var output = 0; output < outputs; output++)
                {
                    target[window * outputs + output] += (double)images[from] * weights[tap * outputs + output];
                    ofImages[from] += (double)gradient[window * outputs + output] * weights[tap * outputs + output];
                    ofWeights[tap * outputs + output] += (double)gradient[window * outputs + output] * images[from];
                }
            }
        }

        return [.. target.Select((value, index) => value + index % outputs), .. target, .. ofImages, .. ofWeights, .. ofImages.Select(value => value + 1), .. ofWeights.Select(value => value + 1)];
    }
}
