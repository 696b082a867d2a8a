namespace Marquee.Numerics.Learning;

/// <summary>Convolutions of images on a tape. Channels lie side by side: <c>images x height x width x channels</c>.</summary>
public static unsafe class Convolutions
{
    // Windows that are multiplied at once, so that a product of small images is not one of a few rows.
    private const int WindowsAtOnce = 1024;

    /// <summary>The linear map of every window of every image, plus a bias: the convolution of networks, which is a cross-correlation.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="images"><c>images x height x width x channels</c>.</param>
    /// <param name="weights"><c>window height x window width x channels x outputs</c>.</param>
    /// <param name="bias"><c>outputs</c> numbers; null for none, as before a normalisation that takes it away.</param>
    /// <param name="stride">Distance between windows, at least 1.</param>
    /// <param name="padding">Zeros around each image, at least 0.</param>
    /// <returns><c>images x rows x columns x outputs</c>, with <c>(height + 2 padding - window height) / stride + 1</c> rows, rounded down, and columns likewise.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The stride is below 1 or the padding below 0.</exception>
    /// <remarks>Windows are copied out some images at a time and multiplied (im2col); they are not kept, but copied out again on the way back.</remarks>
    public static Tensor Convolve(this Tape tape, Tensor images, Tensor weights, Tensor? bias, int stride = 1, int padding = 0)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Shape.Rank != 4 || images.Shape.Rank != 4 || weights.Shape[2] != images.Shape[3] || (bias is not null && bias.Count != weights.Shape[3]))
        {
            throw new ArgumentException(
                $"A convolution of {images.Shape} with weights {weights.Shape} and bias {bias?.Shape.ToString() ?? "none"} does not fit: it takes images x height x width x channels, window height x window width x channels x outputs, and outputs.");
        }

        var layout = new WindowLayout(images.Shape, weights.Shape[0], weights.Shape[1], stride, padding);
        var outputs = weights.Shape[3];
        var output = tape.NewTensor(
            new TensorShape([layout.Images, layout.Rows, layout.Columns, outputs]), images.RequiresGradient || weights.RequiresGradient || bias is { RequiresGradient: true });
        var atOnce = ImagesAtOnce(layout);
        var patches = Patches(tape, layout, atOnce);
        for (var image = 0; image < layout.Images; image += atOnce)
        {
            var count = Math.Min(atOnce, layout.Images - image);
            var windows = Windows(layout, images.Data, image, count, patches);
            Linears.Run(count * layout.Windows, layout.WindowLength, outputs, windows, weights.Data, bias is null ? null : bias.Data, output.Data + (nint)image * layout.Windows * outputs);
        }

        if (output.RequiresGradient)
        {
            var operation = tape.Record<ConvolveOperation>(output);
            (operation.Images, operation.Weights, operation.Bias, operation.Layout) = (images, weights, bias, layout);
        }

        return output;
    }

    private static int ImagesAtOnce(WindowLayout layout) => Math.Max(1, WindowsAtOnce / layout.Windows);

    private static float* Patches(Tape tape, WindowLayout layout, int images) =>
        layout.IsIdentity ? null : tape.Numbers(Math.Min(images, layout.Images) * layout.Windows * layout.WindowLength);

    private static float* Windows(WindowLayout layout, float* images, int first, int count, float* patches)
    {
        var source = images + (nint)first * layout.ImageLength;
        if (patches == null)
        {
            return source;
        }

        for (var image = 0; image < count; image++)
        {
            layout.Gather(source + (nint)image * layout.ImageLength, patches + (nint)image * layout.Windows * layout.WindowLength);
        }

        return patches;
    }

    private sealed class ConvolveOperation : Operation
    {
        public Tensor Images = null!;
        public Tensor Weights = null!;
        public Tensor? Bias;
        public WindowLayout Layout;

        protected internal override void Backward(Tape tape)
        {
            var (length, outputs) = (Layout.WindowLength, Weights.Shape[3]);
            var atOnce = ImagesAtOnce(Layout);
            var patches = Patches(tape, Layout, atOnce);
            var held = 0f;
            var ofImages = Images.RequiresGradient ? Images.AddGradient() : null;
            var ofWeights = Weights.RequiresGradient ? Weights.ReceiveGradient(out held) : null;
            var ofBias = Bias is { RequiresGradient: true } ? Bias.AddGradient() : null;
            for (var image = 0; image < Layout.Images || image == 0; image += atOnce)
            {
                var count = Math.Min(atOnce, Layout.Images - image);
                var rows = count * Layout.Windows;
                var gradient = Output.GradientData + (nint)image * Layout.Windows * outputs;
                if (ofWeights != null)
                {
                    Products.Run(length, outputs, rows, Windows(Layout, Images.Data, image, count, patches), true, gradient, false, ofWeights, image == 0 ? held : 1);
                }

                if (ofBias != null)
                {
                    ColumnSums.Chosen.Add(gradient, rows, outputs, ofBias);
                }

                if (ofImages != null)
                {
                    AddImages(gradient, rows, outputs, count, ofImages + (nint)image * Layout.ImageLength, patches);
                }
            }
        }

        private void AddImages(float* gradient, int rows, int outputs, int images, float* target, float* patches)
        {
            var length = Layout.WindowLength;
            if (patches == null)
            {
                Products.Run(rows, length, outputs, gradient, false, Weights.Data, true, target, 1);
                return;
            }

            Products.Run(rows, length, outputs, gradient, false, Weights.Data, true, patches, 0);
            for (var image = 0; image < images; image++)
            {
                Layout.ScatterAdd(patches + (nint)image * Layout.Windows * length, target + (nint)image * Layout.ImageLength);
            }
        }
    }
}
