using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>A piece of random size, form and place, brought to one size.</summary>
/// <remarks>
/// Source: Szegedy et al., Going Deeper with Convolutions, 2015, section 6, as Chen et al. 2020 use it. The share of the area is drawn evenly, the ratio of width to height evenly in its logarithm; a piece that does not fit is drawn again, up to
/// ten times, then the largest piece in the middle within the ratios is taken. Resampling is bilinear, over wider triangles where the piece is larger than the view. O(numbers of piece and view).
/// </remarks>
public sealed class ResizedCrop : IAugmentation
{
    private readonly int _height;
    private readonly int _width;
    private readonly double _minimumShare;
    private readonly double _maximumShare;
    private readonly double _minimumRatio;
    private readonly double _maximumRatio;

    /// <summary>Pieces brought to a size.</summary>
    /// <param name="height">Lines of a view, at least 1.</param>
    /// <param name="width">Places in a line of a view, at least 1.</param>
    /// <param name="minimumShare">Least share of the area, above 0. Default 0.2.</param>
    /// <param name="maximumShare">Largest share of the area, up to 1. Default 1.</param>
    /// <param name="minimumRatio">Least ratio of width to height, from 0.1. Default 3/4.</param>
    /// <param name="maximumRatio">Largest ratio of width to height, up to 10. Default 4/3.</param>
    public ResizedCrop(int height, int width, double minimumShare = 0.2, double maximumShare = 1, double minimumRatio = 3.0 / 4, double maximumRatio = 4.0 / 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        AugmentationChecks.InRange(minimumShare, maximumShare, 1e-4, 1, "share");
        AugmentationChecks.InRange(minimumRatio, maximumRatio, 0.1, 10, "ratio");
        (_height, _width) = (height, width);
        (_minimumShare, _maximumShare, _minimumRatio, _maximumRatio) = (minimumShare, maximumShare, minimumRatio, maximumRatio);
    }

    /// <inheritdoc/>
    public PlaneShape ShapeOf(PlaneShape source) => source with { Height = _height, Width = _width };

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var (top, left, height, width) = Draw(shape, random);
        PlaneResampler.Resize(source, shape, top, left, height, width, target, _height, _width);
    }

    private (int Top, int Left, int Height, int Width) Draw(PlaneShape shape, SplittableRandom random)
    {
        var (logLeast, logMost) = (Math.Log(_minimumRatio), Math.Log(_maximumRatio));
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var area = (_minimumShare + (random.NextDouble() * (_maximumShare - _minimumShare))) * shape.Height * shape.Width;
            var ratio = Math.Exp(logLeast + (random.NextDouble() * (logMost - logLeast)));
            var width = (int)Math.Round(Math.Sqrt(area * ratio));
            var height = (int)Math.Round(Math.Sqrt(area / ratio));
            if (width >= 1 && height >= 1 && width <= shape.Width && height <= shape.Height)
            {
                return (random.Next(shape.Height - height + 1), random.Next(shape.Width - width + 1), height, width);
            }
        }

        var widest = Math.Clamp((int)Math.Round(shape.Height * _maximumRatio), 1, shape.Width);
        var highest = Math.Clamp((int)Math.Round(shape.Width / _minimumRatio), 1, shape.Height);
        return ((shape.Height - highest) / 2, (shape.Width - widest) / 2, highest, widest);
    }
}
