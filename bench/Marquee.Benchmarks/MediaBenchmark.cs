using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>What it costs, on one thread, to make views of pictures, waves and spectrograms, and to describe pictures and sounds.</summary>
internal static class MediaBenchmark
{
    public static void Run(BenchmarkOptions options)
    {
        _ = options;
        Console.WriteLine("Processor time on one thread, means.");
        Console.WriteLine();
        var table = new Table("of", "what", "us", "bytes");
        var (picture, wave, levels) = (new PlaneShape(32, 32, 3), new PlaneShape(16_000, 1, 1), new PlaneShape(98, 64, 1));
        AddViews(table, "a picture of 32 x 32", picture, 1000, new()
        {
            ["crop, padded by 4"] = new RandomCrop(32, 32, 4),
            ["resized crop"] = new ResizedCrop(32, 32),
            ["flip"] = new HorizontalFlip(),
            ["rotation"] = new Rotation(),
            ["colour jitter"] = new ColourJitter(),
            ["grey, always"] = new Greyscale(1),
            ["cut-out"] = new CutOut(8),
            ["blur"] = new Blur(),
            ["crop, flip, jitter, grey"] = new AugmentationChain(new RandomCrop(32, 32, 4), new HorizontalFlip(), new ColourJitter(), new Greyscale()),
            ["resized crop, flip, jitter, grey"] = new AugmentationChain(new ResizedCrop(32, 32), new HorizontalFlip(), new Sometimes(new ColourJitter(), 0.8), new Greyscale()),
        });
        AddViews(table, "a second at 16 kHz", wave, 20, new()
        {
            ["gain"] = new Gain(),
            ["noise"] = new AddNoise(),
            ["time shift"] = new TimeShift(),
            ["speed"] = new SpeedChange(),
            ["time stretch"] = new TimeStretch(),
            ["pitch shift"] = new PitchShift(),
            ["spectrogram of 64 bands"] = new SpectrogramView(new MelOptions(), new SpectrogramScale(-50, 20)),
        });
        AddViews(table, "a spectrogram of 98 x 64", levels, 1000, new()
        {
            ["SpecAugment"] = new SpecAugment(),
            ["crop to 64 frames"] = new RandomCrop(64, 64),
        });

        var poster = new Picture(92, 138, [.. Draw(92 * 138 * 3).Select(value => (byte)(255 * value))]);
        Add(table, "a poster of 92 x 138", "picture features", 10, () => PictureFeatures.Of(poster));
        var (sound, features) = (new Sound(16_000, 1, Draw(16_000)), new SoundFeatures());
        Add(table, "a second at 16 kHz", "sound features", 10, () => features.Of(sound));
        table.Print();
    }

    private static void AddViews(Table table, string example, PlaneShape shape, int repeats, Dictionary<string, IAugmentation> augmentations)
    {
        foreach (var (name, augmentation) in augmentations)
        {
            var (source, target, random) = (Draw(shape.Count), new float[augmentation.ShapeOf(shape).Count], new SplittableRandom(1));
            Add(table, example, name, repeats, () => augmentation.Apply(source, shape, target, random));
        }
    }

    private static void Add(Table table, string example, string name, int repeats, Action work)
    {
        var measured = Measure.Run(
            () =>
            {
                for (var repeat = 0; repeat < repeats; repeat++)
                {
                    work();
                }
            },
            0.3,
            0.5);
        table.Add(example, name, $"{measured.Processor / repeats * 1e6:F1}", $"{measured.AllocatedBytes / repeats}");
    }

    private static float[] Draw(int count)
    {
        var random = new SplittableRandom((ulong)count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }
}
