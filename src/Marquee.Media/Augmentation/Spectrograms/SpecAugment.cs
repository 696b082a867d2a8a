using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Bends a spectrogram in time and covers ranges of its frames and bands.</summary>
/// <remarks>
/// Source: Park et al., SpecAugment: A Simple Data Augmentation Method for Automatic Speech Recognition, 2019. Time warp: a random frame moves by up to <c>timeWarp</c> frames either way and the frames on its two sides are
/// stretched evenly (the source bends by splines over one such point, which comes to the same within a line). Masks: so many ranges of widths drawn evenly from 0 to the largest, at places drawn evenly,
/// covered with the mean of the spectrogram. O(frames x bands).
/// </remarks>
public sealed class SpecAugment : IAugmentation
{
    private readonly int _timeMasks;
    private readonly int _timeMaskWidth;
    private readonly int _bandMasks;
    private readonly int _bandMaskWidth;
    private readonly int _timeWarp;

    /// <summary>Warps and masks.</summary>
    /// <param name="timeMasks">Ranges of frames that are covered, from 0. Default 2.</param>
    /// <param name="timeMaskWidth">Most frames of a range. Default 16; no more than a third of the frames of an example are taken.</param>
    /// <param name="bandMasks">Ranges of bands that are covered, from 0. Default 2.</param>
    /// <param name="bandMaskWidth">Most bands of a range. Default 8; no more than a third of the bands are taken.</param>
    /// <param name="timeWarp">Most frames that a frame moves, from 0 (no warp). Default 4; no more than a quarter of the frames are taken.</param>
    public SpecAugment(int timeMasks = 2, int timeMaskWidth = 16, int bandMasks = 2, int bandMaskWidth = 8, int timeWarp = 4)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(timeMasks);
        ArgumentOutOfRangeException.ThrowIfNegative(timeMaskWidth);
        ArgumentOutOfRangeException.ThrowIfNegative(bandMasks);
        ArgumentOutOfRangeException.ThrowIfNegative(bandMaskWidth);
        ArgumentOutOfRangeException.ThrowIfNegative(timeWarp);
        (_timeMasks, _timeMaskWidth, _bandMasks, _bandMaskWidth, _timeWarp) = (timeMasks, timeMaskWidth, bandMasks, bandMaskWidth, timeWarp);
    }

    /// <inheritdoc/>
    public PlaneShape ShapeOf(PlaneShape source) => source;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Warp(source, shape, target, random);
        var mean = PlaneStatistics.Mean(target);
        var line = shape.Width * shape.Channels;
        for (var mask = 0; mask < _timeMasks; mask++)
        {
            var (first, width) = Range(shape.Height, _timeMaskWidth, random);
            target.Slice(first * line, width * line).Fill(mean);
        }

        for (var mask = 0; mask < _bandMasks; mask++)
        {
            var (first, width) = Range(shape.Width, _bandMaskWidth, random);
            for (var frame = 0; frame < shape.Height; frame++)
            {
                target.Slice((frame * line) + (first * shape.Channels), width * shape.Channels).Fill(mean);
            }
        }
    }

    private static (int First, int Width) Range(int count, int most, SplittableRandom random)
    {
        var width = random.Next(Math.Min(most, count / 3) + 1);
        return (random.Next(count - width + 1), width);
    }

    private void Warp(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        var most = Math.Min(_timeWarp, shape.Height / 4);
        if (most == 0)
        {
            source.CopyTo(target);
            return;
        }

        var last = shape.Height - 1;
        var middle = most + 1 + random.Next(Math.Max(1, last - (2 * most) - 1));
        var moved = middle + random.Next((2 * most) + 1) - most;
        var line = shape.Width * shape.Channels;
        for (var frame = 0; frame <= last; frame++)
        {
            var from = frame <= moved
                ? (float)frame * middle / moved
                : middle + ((float)(frame - moved) * (last - middle) / (last - moved));
            var before = Math.Min((int)from, last);
            var after = Math.Min(before + 1, last);
            var share = from - before;
            var place = target.Slice(frame * line, line);
            place.Clear();
            PlaneResampler.AddTimes(source.Slice(before * line, line), 1 - share, place);
            PlaneResampler.AddTimes(source.Slice(after * line, line), share, place);
        }
    }
}
