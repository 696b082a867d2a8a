namespace Marquee.Numerics.Learning;

/// <summary>
/// Images with zeros around them, some lines at a time: what windows read. Where nothing is added the images themselves are read; else lines are copied to memory that stays in the second-level cache, and all windows lie whole within it.
/// </summary>
internal readonly unsafe struct PaddedImages
{
    // Numbers that are copied at once: half of a second-level cache of 1 MiB.
    private const int MostNumbers = 1 << 17;

    private readonly float* _images;
    private readonly int _height;
    private readonly int _width;
    private readonly int _channels;
    private readonly int _top;
    private readonly int _left;

    /// <summary>Images with a border.</summary>
    /// <param name="images"><c>images x height x width x channels</c>.</param>
    /// <param name="height">Lines of an image.</param>
    /// <param name="width">Places in a line.</param>
    /// <param name="channels">Numbers at a place.</param>
    /// <param name="top">Lines of zeros above.</param>
    /// <param name="left">Places of zeros before each line.</param>
    /// <param name="paddedHeight">Lines with those above and below.</param>
    /// <param name="paddedWidth">Places in a line with those before and behind.</param>
    public PaddedImages(float* images, int height, int width, int channels, int top, int left, int paddedHeight, int paddedWidth)
    {
        _images = images;
        (_height, _width, _channels, _top, _left) = (height, width, channels, top, left);
        (PaddedHeight, PaddedWidth) = (paddedHeight, paddedWidth);
    }

    /// <summary>Lines of an image with its border.</summary>
    public int PaddedHeight { get; }

    /// <summary>Places of a line with its border.</summary>
    public int PaddedWidth { get; }

    /// <summary>Whether the images are read where they lie.</summary>
    public bool IsBare => _top == 0 && _left == 0 && PaddedHeight <= _height && PaddedWidth <= _width;

    /// <summary>Distance between lines.</summary>
    public nint LineStep => (nint)(IsBare ? _width : PaddedWidth) * _channels;

    /// <summary>Lines of one image that are taken at once, at least as many as a window of some needs.</summary>
    public int LinesAtOnce(int least) => (int)Math.Clamp(MostNumbers / Math.Max(1, LineStep), least, Math.Max(least, PaddedHeight));

    /// <summary>Whole images that are taken at once.</summary>
    public int ImagesAtOnce(int images) => (int)Math.Clamp(MostNumbers / Math.Max(1, LineStep * PaddedHeight), 1, Math.Max(1, images));

    /// <summary>Memory that lines are copied to, in numbers.</summary>
    public int ScratchLength(int images, int lines) => IsBare ? 0 : checked((int)(images * lines * LineStep));

    /// <summary>The lines of some images.</summary>
    /// <param name="image">The first image.</param>
    /// <param name="images">How many images.</param>
    /// <param name="line">The first line of each, counted from the border's first.</param>
    /// <param name="lines">How many lines of each.</param>
    /// <param name="scratch">Memory to copy them to.</param>
    /// <param name="imageStep">Distance between the first lines of images.</param>
    /// <returns>The first line of the first image.</returns>
    public float* Take(int image, int images, int line, int lines, float* scratch, out nint imageStep)
    {
        var imageLength = (nint)_height * _width * _channels;
        if (IsBare)
        {
            imageStep = imageLength;
            return _images + image * imageLength + line * LineStep;
        }

        imageStep = lines * LineStep;
        var target = scratch;
        var places = Math.Max(0, Math.Min(_width, PaddedWidth - _left));
        for (var index = 0; index < images; index++)
        {
            for (var y = line - _top; y < line - _top + lines; y++)
            {
                if ((uint)y >= (uint)_height)
                {
                    new Span<float>(target, (int)LineStep).Clear();
                }
                else
                {
                    var source = _images + (image + index) * imageLength + (nint)y * _width * _channels;
                    new Span<float>(target, _left * _channels).Clear();
                    new ReadOnlySpan<float>(source, places * _channels).CopyTo(new Span<float>(target + _left * _channels, places * _channels));
                    new Span<float>(target + (_left + places) * _channels, (PaddedWidth - _left - places) * _channels).Clear();
                }

                target += LineStep;
            }
        }

        return scratch;
    }
}
