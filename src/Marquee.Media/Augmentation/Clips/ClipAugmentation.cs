using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>A piece of a clip from a random moment on, played at a random speed, picture and sound together: what is seen and what is heard still belong to one moment.</summary>
/// <remarks>
/// One draw says where the piece begins and how fast it runs, for both. Pictures are the nearest ones in time; sound is read between its samples, its pitch going with the speed. All pictures of a piece are changed by one chance, so that
/// a crop or a colour stays put. A clip that ends earlier than the piece is continued by its last picture and by silence.
/// </remarks>
public sealed class ClipAugmentation
{
    private readonly double _seconds;
    private readonly double _minimumSpeed;
    private readonly double _maximumSpeed;
    private readonly IAugmentation? _picture;
    private readonly IAugmentation? _wave;

    /// <summary>Pieces of one length.</summary>
    /// <param name="seconds">Length of a piece as it plays, above 0.</param>
    /// <param name="minimumSpeed">From 0.1. Default 0.9; the logarithm of the speed is drawn evenly.</param>
    /// <param name="maximumSpeed">Up to 10. Default 1.1.</param>
    /// <param name="picture">What is done to each picture, or null.</param>
    /// <param name="wave">What is done to each channel of the sound, or null; must leave its length.</param>
    public ClipAugmentation(double seconds, double minimumSpeed = 0.9, double maximumSpeed = 1.1, IAugmentation? picture = null, IAugmentation? wave = null)
    {
        AugmentationChecks.InRange(seconds, 0.001, 86_400);
        AugmentationChecks.InRange(minimumSpeed, maximumSpeed, 0.1, 10, "speed");
        (_seconds, _minimumSpeed, _maximumSpeed, _picture, _wave) = (seconds, minimumSpeed, maximumSpeed, picture, wave);
    }

    /// <summary>Makes a view.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="random">Chance of this view.</param>
    /// <returns>As many pictures a second and samples a second as the clip has.</returns>
    /// <exception cref="ArgumentException">The clip has no pictures, or they cannot be changed so.</exception>
    public Clip Apply(Clip clip, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(random);
        if (clip.Frames.Count == 0)
        {
            throw new ArgumentException("A clip without pictures has no piece.", nameof(clip));
        }

        var speed = Draws.Ratio(_minimumSpeed, _maximumSpeed, random);
        var start = random.NextDouble() * Math.Max(0, (clip.Frames.Count / clip.FramesPerSecond) - (_seconds * speed));
        var (chanceOfPictures, chanceOfSound) = (random.NextUInt64(), random.NextUInt64());
        var frames = new Picture[Math.Max(1, (int)Math.Round(_seconds * clip.FramesPerSecond))];
        for (var frame = 0; frame < frames.Length; frame++)
        {
            var from = (int)Math.Round((start * clip.FramesPerSecond) + (frame * speed), MidpointRounding.AwayFromZero);
            frames[frame] = View(clip.Frames[Math.Min(from, clip.Frames.Count - 1)], chanceOfPictures);
        }

        return new Clip(frames, clip.FramesPerSecond, clip.Sound is null ? null : View(clip.Sound, start, speed, chanceOfSound));
    }

    private Picture View(Picture picture, ulong chance)
    {
        if (_picture is null)
        {
            return picture;
        }

        var shape = _picture.ShapeOf(picture.Shape);
        if (shape.Channels != 3)
        {
            throw new ArgumentException($"What is done to the pictures of a clip must leave red, green and blue, but makes {shape}.");
        }

        using var source = new Scratch(picture.Shape.Count);
        using var target = new Scratch(shape.Count);
        picture.CopyTo(source.Span);
        _picture.Apply(source.Span, picture.Shape, target.Span, new SplittableRandom(chance));
        var pixels = new byte[shape.Count];
        for (var index = 0; index < pixels.Length; index++)
        {
            pixels[index] = (byte)Math.Round(255 * Math.Min(Math.Max(target.Span[index], 0), 1));
        }

        return new Picture(shape.Width, shape.Height, pixels);
    }

    private Sound View(Sound sound, double start, double speed, ulong chance)
    {
        var length = Math.Max(1, (int)Math.Round(_seconds * sound.Rate));
        var samples = new float[length * sound.Channels];
        using var channel = new Scratch(sound.Length);
        using var piece = new Scratch(length);
        using var changed = new Scratch(length);
        for (var index = 0; index < sound.Channels; index++)
        {
            for (var moment = 0; moment < sound.Length; moment++)
            {
                channel.Span[moment] = sound.Samples[(moment * sound.Channels) + index];
            }

            WaveInterpolator.Read(channel.Span, start * sound.Rate, speed, piece.Span);
            var view = piece.Span;
            if (_wave is not null)
            {
                var shape = new PlaneShape(length, 1, 1);
                if (_wave.ShapeOf(shape) != shape)
                {
                    throw new ArgumentException($"What is done to the sound of a clip must leave {shape}, but makes {_wave.ShapeOf(shape)}.");
                }

                _wave.Apply(piece.Span, shape, changed.Span, new SplittableRandom(chance));
                view = changed.Span;
            }

            for (var moment = 0; moment < length; moment++)
            {
                samples[(moment * sound.Channels) + index] = view[moment];
            }
        }

        return new Sound(sound.Rate, sound.Channels, samples);
    }
}
