namespace Marquee.Numerics.Learning;

/// <summary>Pooling of images on a tape. Channels lie side by side: <c>images x height x width x channels</c>.</summary>
public static unsafe class Pooling
{
    /// <summary>The largest number of each channel in every window; the first of several gets the gradient.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="images"><c>images x height x width x channels</c>.</param>
    /// <param name="size">Height and width of a window, at least 1.</param>
    /// <param name="stride">Distance between windows, at least 1; 0 for <paramref name="size"/>, so that windows lie side by side.</param>
    /// <returns><c>images x rows x columns x channels</c>, with <c>(height - size) / stride + 1</c> rows, rounded down, and columns likewise.</returns>
    /// <exception cref="ArgumentException">The images are smaller than a window.</exception>
    public static Tensor MaxPool(this Tape tape, Tensor images, int size, int stride = 0)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(images);
        var layout = new WindowLayout(images.Shape, size, size, stride == 0 ? size : stride, 0);
        var channels = layout.Channels;
        var output = tape.NewTensor(new TensorShape([layout.Images, layout.Rows, layout.Columns, channels]), images.RequiresGradient);
        // Which place of its window each number came from; whole numbers that small are exact.
        var places = tape.Numbers(output.Count);
        for (var image = 0; image < layout.Images; image++)
        {
            for (var window = 0; window < layout.Windows; window++)
            {
                var target = ((nint)image * layout.Windows + window) * channels;
                MaxPoolKernel.Chosen.Run(images.Data + Start(layout, image, window), layout.Width * channels, size, channels, output.Data + target, places + target);
            }
        }

        if (output.RequiresGradient)
        {
            var operation = tape.Record<MaxPoolOperation>(output);
            (operation.Images, operation.Layout) = (images, layout);
            operation.Places = places;
        }

        return output;
    }

    /// <summary>The mean of each channel in every window.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="images"><c>images x height x width x channels</c>.</param>
    /// <param name="size">Height and width of a window, at least 1.</param>
    /// <param name="stride">Distance between windows, at least 1; 0 for <paramref name="size"/>, so that windows lie side by side.</param>
    /// <returns><c>images x rows x columns x channels</c>, with <c>(height - size) / stride + 1</c> rows, rounded down, and columns likewise.</returns>
    /// <exception cref="ArgumentException">The images are smaller than a window.</exception>
    public static Tensor AveragePool(this Tape tape, Tensor images, int size, int stride = 0)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(images);
        var layout = new WindowLayout(images.Shape, size, size, stride == 0 ? size : stride, 0);
        var channels = layout.Channels;
        var output = tape.NewTensor(new TensorShape([layout.Images, layout.Rows, layout.Columns, channels]), images.RequiresGradient);
        output.Values.Clear();
        var share = 1f / (size * size);
        for (var image = 0; image < layout.Images; image++)
        {
            for (var window = 0; window < layout.Windows; window++)
            {
                var source = images.Data + Start(layout, image, window);
                var target = output.Data + ((nint)image * layout.Windows + window) * channels;
                for (var place = 0; place < size * size; place++)
                {
                    ElementKernels.Chosen.AddScaled(share, source + Offset(layout, place), target, channels);
                }
            }
        }

        if (output.RequiresGradient)
        {
            var operation = tape.Record<AveragePoolOperation>(output);
            (operation.Images, operation.Layout) = (images, layout);
        }

        return output;
    }

    /// <summary>The mean of each channel over every place of an image.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="images"><c>images x height x width x channels</c>, of at least one place.</param>
    /// <returns><c>images x channels</c>.</returns>
    /// <exception cref="ArgumentException">The tensor is not one of images, or images have no places.</exception>
    public static Tensor GlobalAveragePool(this Tape tape, Tensor images)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(images);
        if (images.Shape.Rank != 4 || images.Shape[1] * images.Shape[2] == 0)
        {
            throw new ArgumentException($"Images are a tensor of images x height x width x channels, each length but that of images at least 1, not {images.Shape}.", nameof(images));
        }

        var (count, places, channels) = (images.Shape[0], images.Shape[1] * images.Shape[2], images.Shape[3]);
        var output = tape.NewTensor(new TensorShape(count, channels), images.RequiresGradient);
        output.Values.Clear();
        for (var image = 0; image < count; image++)
        {
            ColumnSums.Chosen.Add(images.Data + (nint)image * places * channels, places, channels, output.Row(image));
        }

        ElementKernels.Chosen.Scale(1f / places, output.Data, output.Data, output.Count);
        if (output.RequiresGradient)
        {
            tape.Record<GlobalAveragePoolOperation>(output).Images = images;
        }

        return output;
    }

    private static nint Start(WindowLayout layout, int image, int window) =>
        (nint)image * layout.ImageLength + ((nint)(window / layout.Columns) * layout.Width + window % layout.Columns) * layout.Stride * layout.Channels;

    private static nint Offset(WindowLayout layout, int place) => ((nint)(place / layout.WindowWidth) * layout.Width + place % layout.WindowWidth) * layout.Channels;

    private sealed class MaxPoolOperation : Operation
    {
        public Tensor Images = null!;
        public WindowLayout Layout;
        public float* Places;

        protected internal override void Backward(Tape tape)
        {
            var gradient = Images.AddGradient();
            var channels = Layout.Channels;
            for (var image = 0; image < Layout.Images; image++)
            {
                for (var window = 0; window < Layout.Windows; window++)
                {
                    var target = gradient + Start(Layout, image, window);
                    var from = ((nint)image * Layout.Windows + window) * channels;
                    MaxPoolKernel.Chosen.Add(Places + from, Output.GradientData + from, target, (nint)Layout.Width * channels, Layout.WindowWidth, channels);
                }
            }
        }
    }

    private sealed class AveragePoolOperation : Operation
    {
        public Tensor Images = null!;
        public WindowLayout Layout;

        protected internal override void Backward(Tape tape)
        {
            var gradient = Images.AddGradient();
            var (channels, places) = (Layout.Channels, Layout.WindowHeight * Layout.WindowWidth);
            for (var image = 0; image < Layout.Images; image++)
            {
                for (var window = 0; window < Layout.Windows; window++)
                {
                    var target = gradient + Start(Layout, image, window);
                    var source = Output.GradientData + ((nint)image * Layout.Windows + window) * channels;
                    for (var place = 0; place < places; place++)
                    {
                        ElementKernels.Chosen.AddScaled(1f / places, source, target + Offset(Layout, place), channels);
                    }
                }
            }
        }
    }

    private sealed class GlobalAveragePoolOperation : Operation
    {
        public Tensor Images = null!;

        protected internal override void Backward(Tape tape)
        {
            var gradient = Images.ReceiveGradient(out var held);
            var (places, channels) = (Images.Shape[1] * Images.Shape[2], Images.Shape[3]);
            for (var row = 0; row < Images.Shape.Rows; row++)
            {
                var source = Output.GradientData + (nint)(row / places) * channels;
                var target = gradient + (nint)row * channels;
                if (held == 0)
                {
                    ElementKernels.Chosen.Scale(1f / places, source, target, channels);
                }
                else
                {
                    ElementKernels.Chosen.AddScaled(1f / places, source, target, channels);
                }
            }
        }
    }
}
