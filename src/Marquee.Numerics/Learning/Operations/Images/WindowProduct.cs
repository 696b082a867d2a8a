namespace Marquee.Numerics.Learning;

/// <summary>
/// The product of every window of some images with weights: the convolution itself, and, of its gradient with turned weights, the gradient by the images. Windows are read where they lie.
/// </summary>
/// <remarks>
/// A sum runs over the lines of the window, and within a line over numbers side by side, in parts of at most <see cref="PartLength"/> so that a panel of weights stays in the first-level cache; the parts are added in their order. How
/// images are shared out in blocks changes no bit.
/// </remarks>
internal unsafe struct WindowProduct
{
    /// <summary>Most terms of a part of a sum: 36 KiB of weights for the widest kernel.</summary>
    private const int PartLength = 288;

    /// <summary>Computes strips.</summary>
    public required ConvolutionKernel Kernel;

    /// <summary>How many images.</summary>
    public required int Images;

    /// <summary>Windows below one another.</summary>
    public required int Rows;

    /// <summary>Windows beside one another.</summary>
    public required int Columns;

    /// <summary>Distance between the lines of an image.</summary>
    public required nint LineStep;

    /// <summary>Distance between windows below one another.</summary>
    public required nint RowStep;

    /// <summary>Distance between windows beside one another.</summary>
    public required nint ColumnStep;

    /// <summary>Lines of a window.</summary>
    public required int WindowLines;

    /// <summary>Numbers in a line of a window.</summary>
    public required int LineLength;

    /// <summary>The weights: for each panel of outputs, a row for each number of a window.</summary>
    public required float* Panels;

    /// <summary>Numbers that each window gives.</summary>
    public required int Outputs;

    /// <summary>Distance between the results of images.</summary>
    public required nint TargetImageStep;

    /// <summary>Distance between the results of windows below one another.</summary>
    public required nint TargetRowStep;

    /// <summary>Distance between the results of windows beside one another.</summary>
    public required nint TargetColumnStep;

    /// <summary>Whether to add to what the results held.</summary>
    public required bool Add;

    /// <summary>Computes the results.</summary>
    /// <param name="source">The first window of the first image.</param>
    /// <param name="imageStep">Distance between images.</param>
    /// <param name="target">The first result.</param>
    public readonly void Run(float* source, nint imageStep, float* target)
    {
        ProductMeter.Count(Images * Rows * Columns, Outputs, WindowLines * LineLength);
        var width = Kernel.Columns;
        var linesOfPart = Math.Max(1, PartLength / LineLength);
        for (var output = 0; output < Outputs; output += width)
        {
            var columns = Math.Min(width, Outputs - output);
            var panel = Panels + (nint)output * WindowLines * LineLength;
            for (var line = 0; line < WindowLines; line += linesOfPart)
            {
                var lines = Math.Min(linesOfPart, WindowLines - line);
                for (var number = 0; number < LineLength; number += PartLength)
                {
                    var walk = new WindowWalk(1, 0, lines, LineStep, Math.Min(PartLength, LineLength - number), 1);
                    RunPart(source + line * LineStep + number, imageStep, walk, panel + ((nint)line * LineLength + number) * width, columns, target + output, Add || line > 0 || number > 0);
                }
            }
        }
    }

    private readonly void RunPart(float* source, nint imageStep, in WindowWalk walk, float* right, int columns, float* target, bool add)
    {
        for (var image = 0; image < Images; image++)
        {
            for (var row = 0; row < Rows; row++)
            {
                Kernel.Multiply(Columns, columns, walk, source + image * imageStep + row * RowStep, ColumnStep, right, target + image * TargetImageStep + row * TargetRowStep, TargetColumnStep, add);
            }
        }
    }
}
