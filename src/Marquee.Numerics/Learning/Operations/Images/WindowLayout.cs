namespace Marquee.Numerics.Learning;

/// <summary>Where the windows of a convolution or a pooling lie on an image whose channels lie side by side: <c>height x width x channels</c>.</summary>
internal readonly unsafe record struct WindowLayout
{
    /// <summary>The layout.</summary>
    /// <exception cref="ArgumentException">The input is not <c>images x height x width x channels</c>, or smaller than a window.</exception>
    public WindowLayout(TensorShape input, int windowHeight, int windowWidth, int stride, int padding)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        if (input.Rank != 4)
        {
            throw new ArgumentException($"Images are a tensor of images x height x width x channels, not {input}.", nameof(input));
        }

        if (windowHeight < 1 || windowWidth < 1 || input[1] + 2 * padding < windowHeight || input[2] + 2 * padding < windowWidth)
        {
            throw new ArgumentException($"A window of {windowHeight} x {windowWidth} does not fit on images of {input[1]} x {input[2]} with a border of {padding}.", nameof(input));
        }

        (Images, Height, Width, Channels) = (input[0], input[1], input[2], input[3]);
        (WindowHeight, WindowWidth, Stride, Padding) = (windowHeight, windowWidth, stride, padding);
        Rows = (Height + 2 * padding - windowHeight) / stride + 1;
        Columns = (Width + 2 * padding - windowWidth) / stride + 1;
    }

    /// <summary>How many images.</summary>
    public int Images { get; }

    /// <summary>Height of an image.</summary>
    public int Height { get; }

    /// <summary>Width of an image.</summary>
    public int Width { get; }

    /// <summary>Numbers at each place of an image.</summary>
    public int Channels { get; }

    /// <summary>Height of a window.</summary>
    public int WindowHeight { get; }

    /// <summary>Width of a window.</summary>
    public int WindowWidth { get; }

    /// <summary>Distance between windows.</summary>
    public int Stride { get; }

    /// <summary>Zeros around an image.</summary>
    public int Padding { get; }

    /// <summary>Windows below one another.</summary>
    public int Rows { get; }

    /// <summary>Windows beside one another.</summary>
    public int Columns { get; }

    /// <summary>Windows on an image.</summary>
    public int Windows => Rows * Columns;

    /// <summary>Numbers in an image.</summary>
    public int ImageLength => Height * Width * Channels;

    /// <summary>Numbers in a window.</summary>
    public int WindowLength => WindowHeight * WindowWidth * Channels;

    /// <summary>Whether each window is one place, so that the image is the matrix of its windows.</summary>
    public bool IsIdentity => WindowHeight == 1 && WindowWidth == 1 && Stride == 1 && Padding == 0;

    /// <summary>Writes the windows of an image one below the other, zeros where they go beyond it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="patches">Receives <c>windows x window length</c>.</param>
    public void Gather(float* image, float* patches)
    {
        for (var window = 0; window < Windows; window++)
        {
            for (var line = 0; line < WindowHeight; line++)
            {
                var target = patches + ((nint)window * WindowHeight + line) * WindowWidth * Channels;
                var (source, first, count) = Run(window, line);
                new Span<float>(target, first * Channels).Clear();
                new ReadOnlySpan<float>(image + source, count * Channels).CopyTo(new Span<float>(target + first * Channels, count * Channels));
                new Span<float>(target + (first + count) * Channels, (WindowWidth - first - count) * Channels).Clear();
            }
        }
    }

    /// <summary>Adds windows to where they lie on an image: the way back of <see cref="Gather"/>.</summary>
    public void ScatterAdd(float* patches, float* image)
    {
        for (var window = 0; window < Windows; window++)
        {
            for (var line = 0; line < WindowHeight; line++)
            {
                var source = patches + ((nint)window * WindowHeight + line) * WindowWidth * Channels;
                var (target, first, count) = Run(window, line);
                ElementKernels.Chosen.Add(source + first * Channels, image + target, count * Channels);
            }
        }
    }

    /// <summary>The part of a line of a window that lies on the image: where it begins there, its first place in the line, and how many places it has.</summary>
    private (nint Start, int First, int Count) Run(int window, int line)
    {
        var y = window / Columns * Stride - Padding + line;
        var x = window % Columns * Stride - Padding;
        var first = Math.Clamp(-x, 0, WindowWidth);
        var count = (uint)y < (uint)Height ? Math.Max(0, Math.Min(WindowWidth, Width - x) - first) : 0;
        return count == 0 ? (0, 0, 0) : (((nint)y * Width + x + first) * Channels, first, count);
    }
}
