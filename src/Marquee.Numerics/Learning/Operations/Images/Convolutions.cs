namespace Marquee.Numerics.Learning;

/// <summary>Convolutions of images on a tape. Channels lie side by side: <c>images x height x width x channels</c>.</summary>
public static unsafe class Convolutions
{
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
    /// <remarks><c>2 * outputs</c> floating-point operations for each number of each window, and twice that for the gradient. Windows are not copied out: memory is taken for the result alone.</remarks>
    public static Tensor Convolve(this Tape tape, Tensor images, Tensor weights, Tensor? bias, int stride = 1, int padding = 0)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Shape.Rank != 4 || weights.Count == 0 || images.Shape.Rank != 4 || weights.Shape[2] != images.Shape[3] || (bias is not null && bias.Count != weights.Shape[3]))
        {
            throw new ArgumentException(
                $"A convolution of {images.Shape} with weights {weights.Shape} and bias {bias?.Shape.ToString() ?? "none"} does not fit: it takes images x height x width x channels, window height x window width x channels x outputs, and outputs, with at least one channel and output.");
        }

        var layout = new WindowLayout(images.Shape, weights.Shape[0], weights.Shape[1], stride, padding);
        var outputs = weights.Shape[3];
        var output = tape.NewTensor(
            new TensorShape([layout.Images, layout.Rows, layout.Columns, outputs]), images.RequiresGradient || weights.RequiresGradient || bias is { RequiresGradient: true });
        new ConvolutionPasses(ConvolutionKernel.Chosen, layout, outputs).Forward(tape, images.Data, weights.Data, bias is null ? null : bias.Data, output.Data);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<ConvolveOperation>(output);
            (operation.Images, operation.Weights, operation.Bias, operation.Layout) = (images, weights, bias, layout);
        }

        return output;
    }

    private sealed class ConvolveOperation : Operation
    {
        public Tensor Images = null!;
        public Tensor Weights = null!;
        public Tensor? Bias;
        public WindowLayout Layout;

        protected internal override void Backward(Tape tape)
        {
            var outputs = Weights.Shape[3];
            var passes = new ConvolutionPasses(ConvolutionKernel.Chosen, Layout, outputs);
            if (Images.RequiresGradient)
            {
                var ofImages = Images.ReceiveGradient(out var held);
                passes.BackwardByImages(tape, Output.GradientData, Weights.Data, ofImages, held != 0);
            }

            if (Weights.RequiresGradient)
            {
                var ofWeights = Weights.ReceiveGradient(out var held);
                passes.BackwardByWeights(tape, Images.Data, Output.GradientData, ofWeights, held != 0);
            }

            if (Bias is { RequiresGradient: true })
            {
                ColumnSums.Chosen.Add(Output.GradientData, Output.Shape.Rows, outputs, Bias.AddGradient());
            }
        }
    }
}
