namespace Marquee.Numerics.Learning;

/// <summary>Where the windows of a convolution or a pooling lie on an image whose channels lie side by side: <c>height x width x channels</c>.</summary>
internal readonly record struct WindowLayout
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
}
