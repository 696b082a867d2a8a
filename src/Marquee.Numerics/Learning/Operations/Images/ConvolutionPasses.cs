namespace Marquee.Numerics.Learning;

/// <summary>
/// The three products of a convolution: its result, and its gradients by images and by weights. Images are taken in blocks that stay in the second-level cache, with zeros around them; windows are never copied out, and no gradient is scattered:
/// the gradient by the images is itself a convolution, with the weights turned.
/// </summary>
/// <remarks>
/// With a stride <c>s</c> the gradient by the images is <c>s x s</c> convolutions, one for each place of an image modulo the stride, each with the weights that reach such places. The gradient by the weights is summed over about
/// <see cref="WindowsAtOnce"/> windows at a time; which depends on the shapes alone, so that every width gives the same bits.
/// </remarks>
internal readonly unsafe struct ConvolutionPasses(ConvolutionKernel kernel, WindowLayout layout, int outputs)
{
    // So many rows of a panel of gradients fit the first-level cache.
    private const int WindowsAtOnce = 256;

    /// <summary>The convolution.</summary>
    /// <param name="tape">For scratch memory.</param>
    /// <param name="images"><c>images x height x width x channels</c>.</param>
    /// <param name="weights"><c>window height x window width x channels x outputs</c>.</param>
    /// <param name="bias"><c>outputs</c> numbers, or null.</param>
    /// <param name="target">Receives <c>images x rows x columns x outputs</c>.</param>
    public void Forward(Tape tape, float* images, float* weights, float* bias, float* target)
    {
        var padded = Padded(images);
        var (imagesAtOnce, rowsAtOnce) = Blocks(padded);
        var scratchLength = padded.ScratchLength(imagesAtOnce, Lines(rowsAtOnce));
        var panels = tape.Workspace(PanelsLength(layout.WindowLength, outputs) + scratchLength);
        var scratch = panels + PanelsLength(layout.WindowLength, outputs);
        PackWeights(weights, panels);
        for (var image = 0; image < layout.Images; image += imagesAtOnce)
        {
            var count = Math.Min(imagesAtOnce, layout.Images - image);
            for (var row = 0; row < layout.Rows; row += rowsAtOnce)
            {
                var rows = Math.Min(rowsAtOnce, layout.Rows - row);
                var source = padded.Take(image, count, row * layout.Stride, Lines(rows), scratch, out var imageStep);
                var place = target + ((nint)image * layout.Windows + row * layout.Columns) * outputs;
                if (bias != null)
                {
                    Fill(bias, place, count, rows);
                }

                new WindowProduct
                {
                    Kernel = kernel,
                    Images = count,
                    Rows = rows,
                    Columns = layout.Columns,
                    LineStep = padded.LineStep,
                    RowStep = layout.Stride * padded.LineStep,
                    ColumnStep = layout.Stride * layout.Channels,
                    WindowLines = layout.WindowHeight,
                    LineLength = layout.WindowWidth * layout.Channels,
                    Panels = panels,
                    Outputs = outputs,
                    TargetImageStep = (nint)layout.Windows * outputs,
                    TargetRowStep = (nint)layout.Columns * outputs,
                    TargetColumnStep = outputs,
                    Add = bias != null,
                }.Run(source, imageStep, place);
            }
        }
    }

    /// <summary>The gradient by the images, added to what is there where <paramref name="add"/>.</summary>
    public void BackwardByImages(Tape tape, float* gradient, float* weights, float* target, bool add)
    {
        var (vertical, horizontal) = (new Reach(layout.Height, layout.WindowHeight, layout.Stride, layout.Padding), new Reach(layout.Width, layout.WindowWidth, layout.Stride, layout.Padding));
        var padded = new PaddedImages(gradient, layout.Rows, layout.Columns, outputs, vertical.Before, horizontal.Before, vertical.Length, horizontal.Length);
        var imagesAtOnce = padded.ImagesAtOnce(layout.Images);
        var linesAtOnce = imagesAtOnce > 1 ? padded.PaddedHeight : padded.LinesAtOnce(vertical.Overlap + 1);
        var rowsAtOnce = linesAtOnce - vertical.Overlap;
        var stride = layout.Stride;
        var panelsLength = 0;
        for (var phase = 0; phase < stride * stride; phase++)
        {
            panelsLength += PanelsLength(vertical.Taps(phase / stride) * horizontal.Taps(phase % stride) * outputs, layout.Channels);
        }

        var panels = tape.Workspace(panelsLength + padded.ScratchLength(imagesAtOnce, linesAtOnce));
        var scratch = panels + panelsLength;
        PackTurnedWeights(weights, vertical, horizontal, panels);
        if (!add && (vertical.LeavesOut || horizontal.LeavesOut))
        {
            new Span<float>(target, layout.Images * layout.ImageLength).Clear();
        }

        for (var image = 0; image < layout.Images; image += imagesAtOnce)
        {
            var count = Math.Min(imagesAtOnce, layout.Images - image);
            for (var row = 0; row < vertical.MostPlaces; row += rowsAtOnce)
            {
                var rows = Math.Min(rowsAtOnce, vertical.MostPlaces - row);
                var source = padded.Take(image, count, row, rows + vertical.Overlap, scratch, out var imageStep);
                var ofPhase = panels;
                for (var phase = 0; phase < stride * stride; phase++)
                {
                    var (down, across) = (phase / stride, phase % stride);
                    var lineLength = horizontal.Taps(across) * outputs;
                    var rowsOfPhase = Math.Min(rows, vertical.Places(down) - row);
                    if (vertical.Taps(down) * lineLength > 0 && rowsOfPhase > 0)
                    {
                        new WindowProduct
                        {
                            Kernel = kernel,
                            Images = count,
                            Rows = rowsOfPhase,
                            Columns = horizontal.Places(across),
                            LineStep = padded.LineStep,
                            RowStep = padded.LineStep,
                            ColumnStep = outputs,
                            WindowLines = vertical.Taps(down),
                            LineLength = lineLength,
                            Panels = ofPhase,
                            Outputs = layout.Channels,
                            TargetImageStep = layout.ImageLength,
                            TargetRowStep = (nint)stride * layout.Width * layout.Channels,
                            TargetColumnStep = stride * layout.Channels,
                            Add = add,
                        }.Run(
                            source + vertical.First(down) * padded.LineStep + (nint)horizontal.First(across) * outputs,
                            imageStep,
                            target + (nint)image * layout.ImageLength + (((nint)row * stride + down) * layout.Width + across) * layout.Channels);
                    }

                    ofPhase += PanelsLength(vertical.Taps(down) * lineLength, layout.Channels);
                }
            }
        }
    }

    /// <summary>The gradient by the weights, added to what is there where <paramref name="add"/>.</summary>
    public void BackwardByWeights(Tape tape, float* images, float* gradient, float* target, bool add)
    {
        var padded = Padded(images);
        var (imagesAtOnce, rowsAtOnce) = Blocks(padded);
        var (imagesOfSum, rowsOfSum) = (Math.Max(1, WindowsAtOnce / layout.Windows), Math.Clamp(WindowsAtOnce / layout.Columns, 1, layout.Rows));
        var panelLength = imagesOfSum * rowsOfSum * layout.Columns * kernel.Columns;
        var panel = tape.Workspace(panelLength + padded.ScratchLength(imagesAtOnce, Lines(rowsAtOnce)));
        if (!add && layout.Images == 0)
        {
            new Span<float>(target, layout.WindowLength * outputs).Clear();
        }

        for (var image = 0; image < layout.Images; image += imagesAtOnce)
        {
            var count = Math.Min(imagesAtOnce, layout.Images - image);
            for (var row = 0; row < layout.Rows; row += rowsAtOnce)
            {
                var rows = Math.Min(rowsAtOnce, layout.Rows - row);
                var source = padded.Take(image, count, row * layout.Stride, Lines(rows), panel + panelLength, out var imageStep);
                for (var first = 0; first < count; first += imagesOfSum)
                {
                    for (var line = 0; line < rows; line += rowsOfSum)
                    {
                        var (imagesHere, rowsHere) = (Math.Min(imagesOfSum, count - first), Math.Min(rowsOfSum, rows - line));
                        var walk = new WindowWalk(imagesHere, imageStep, rowsHere, layout.Stride * padded.LineStep, layout.Columns, layout.Stride * layout.Channels);
                        AddToWeights(
                            source + first * imageStep + line * layout.Stride * padded.LineStep, padded.LineStep, walk,
                            gradient + ((nint)(image + first) * layout.Windows + (row + line) * layout.Columns) * outputs, panel, target, add);
                        add = true;
                    }
                }
            }
        }
    }

    private void AddToWeights(float* source, nint lineStep, in WindowWalk walk, float* gradient, float* panel, float* target, bool add)
    {
        var (width, windows, lineLength) = (kernel.Columns, walk.Outer * walk.Middle * walk.Inner, layout.WindowWidth * layout.Channels);
        ProductMeter.Count(windows, outputs, layout.WindowLength);
        for (var output = 0; output < outputs; output += width)
        {
            var columns = Math.Min(width, outputs - output);
            var right = gradient;
            if (outputs != width)
            {
                PanelPacking.PackRows(gradient + output, outputs, columns, windows, width, panel);
                right = panel;
            }

            for (var line = 0; line < layout.WindowHeight; line++)
            {
                kernel.Multiply(lineLength, columns, walk, source + line * lineStep, 1, right, target + (nint)line * lineLength * outputs + output, outputs, add);
            }
        }
    }

    private PaddedImages Padded(float* images) => new(
        images, layout.Height, layout.Width, layout.Channels, layout.Padding, layout.Padding, (layout.Rows - 1) * layout.Stride + layout.WindowHeight, (layout.Columns - 1) * layout.Stride + layout.WindowWidth);

    private (int Images, int Rows) Blocks(PaddedImages padded)
    {
        var images = padded.ImagesAtOnce(layout.Images);
        return (images, images > 1 ? layout.Rows : (padded.LinesAtOnce(layout.WindowHeight) - layout.WindowHeight) / layout.Stride + 1);
    }

    private int Lines(int rows) => (rows - 1) * layout.Stride + layout.WindowHeight;

    private int PanelsLength(int depth, int columns) => (columns + kernel.Columns - 1) / kernel.Columns * kernel.Columns * depth;

    private void Fill(float* bias, float* target, int images, int rows)
    {
        for (var image = 0; image < images; image++)
        {
            for (var window = 0; window < rows * layout.Columns; window++)
            {
                new ReadOnlySpan<float>(bias, outputs).CopyTo(new Span<float>(target + ((nint)image * layout.Windows + window) * outputs, outputs));
            }
        }
    }

    private void PackWeights(float* weights, float* panels)
    {
        for (var output = 0; output < outputs; output += kernel.Columns)
        {
            PanelPacking.PackRows(weights + output, outputs, Math.Min(kernel.Columns, outputs - output), layout.WindowLength, kernel.Columns, panels + (nint)output * layout.WindowLength);
        }
    }

    // For each phase and panel of channels, the places of the window from the last to the first, each with the outputs of its weights.
    private void PackTurnedWeights(float* weights, Reach vertical, Reach horizontal, float* panels)
    {
        for (var phase = 0; phase < layout.Stride * layout.Stride; phase++)
        {
            var (down, across) = (phase / layout.Stride, phase % layout.Stride);
            for (var channel = 0; channel < layout.Channels; channel += kernel.Columns)
            {
                var lanes = Math.Min(kernel.Columns, layout.Channels - channel);
                for (var y = vertical.Taps(down) - 1; y >= 0; y--)
                {
                    for (var x = horizontal.Taps(across) - 1; x >= 0; x--)
                    {
                        var place = vertical.Tap(down, y) * layout.WindowWidth + horizontal.Tap(across, x);
                        PanelPacking.PackColumns(weights + ((nint)place * layout.Channels + channel) * outputs, outputs, lanes, outputs, kernel.Columns, panels);
                        panels += (nint)outputs * kernel.Columns;
                    }
                }
            }
        }
    }

    /// <summary>
    /// Along one axis: which windows reach which places. Place <c>phase + stride * t</c> of an image is reached by tap <c>Tap(phase, j)</c> of window <c>t + (phase + padding) / stride - j</c>, for each <c>j</c> of its phase's taps.
    /// </summary>
    private readonly struct Reach
    {
        private readonly int _places;
        private readonly int _window;
        private readonly int _stride;
        private readonly int _padding;

        public Reach(int places, int window, int stride, int padding)
        {
            (_places, _window, _stride, _padding) = (places, window, stride, padding);
            for (var phase = 0; phase < stride; phase++)
            {
                LeavesOut |= Taps(phase) == 0;
                Before = Math.Max(Before, Taps(phase) - 1 - Shift(phase));
            }

            for (var phase = 0; phase < stride; phase++)
            {
                Overlap = Math.Max(Overlap, First(phase) + Taps(phase) - 1);
            }
        }

        /// <summary>Zeros before the first window's gradient.</summary>
        public int Before { get; }

        /// <summary>Windows' gradients besides its own that a place needs.</summary>
        public int Overlap { get; }

        /// <summary>Whether there are places that no window reaches.</summary>
        public bool LeavesOut { get; }

        /// <summary>Places of the phase that has most.</summary>
        public int MostPlaces => Places(0);

        /// <summary>Gradients along the axis, with zeros before and behind.</summary>
        public int Length => MostPlaces + Overlap;

        /// <summary>Places of a phase.</summary>
        public int Places(int phase) => (_places - phase + _stride - 1) / _stride;

        /// <summary>Places of the window that reach a phase.</summary>
        public int Taps(int phase) => (_window - Remainder(phase) + _stride - 1) / _stride;

        /// <summary>A place of the window.</summary>
        public int Tap(int phase, int index) => Remainder(phase) + _stride * index;

        /// <summary>The first gradient that the phase's first place needs, counted from the zeros.</summary>
        public int First(int phase) => Shift(phase) - Taps(phase) + 1 + Before;

        private int Remainder(int phase) => Math.Min((phase + _padding) % _stride, _window);

        private int Shift(int phase) => (phase + _padding) / _stride;
    }
}
