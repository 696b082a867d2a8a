using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class SpectrogramExamplesTests
{
    private static readonly MelOptions Options = MelOptions.At(8000) with { Bands = 20 };

    [Fact]
    public void Are_standardised_over_all_sounds()
    {
        var examples = new SpectrogramExamples([Noise(1, 8000), Noise(2, 4000), Noise(3, 9000)], Options, 60);

        var levels = Enumerable.Range(0, 3).SelectMany(index => Read(examples, index)).ToArray();

        examples.Shape.ShouldBe(new PlaneShape(60, 20, 1));
        levels.Average().ShouldBe(0, 1e-4);
        levels.Average(level => level * level).ShouldBe(1, 1e-3);
    }

    [Fact]
    public void Take_the_middle_of_a_long_sound()
    {
        var sound = Noise(1, 8000);
        var all = new MelSpectrogram(Options).Compute(sound.Samples);

        var examples = new SpectrogramExamples([sound], Options, 11, new SpectrogramScale(0, 1));

        var first = (all.Rows - 11) / 2;
        Read(examples, 0).ShouldBe(all.Slice(first, 11).Span.ToArray(), 1e-4);
    }

    [Fact]
    public void Stand_in_the_middle_of_silence_where_a_sound_is_short()
    {
        var sound = Noise(1, 1000);
        var all = new MelSpectrogram(Options).Compute(sound.Samples);

        var levels = Read(new SpectrogramExamples([sound], Options, 30, new SpectrogramScale(-90, 2)), 0);

        var before = (30 - all.Rows) / 2;
        levels[..(before * 20)].ShouldAllBe(level => Math.Abs(level) < 1e-4);
        levels[(before * 20)..((before + all.Rows) * 20)].ShouldBe(all.Span.ToArray().Select(level => (level + 90) / 2), 1e-4);
        levels[((before + all.Rows) * 20)..].ShouldAllBe(level => Math.Abs(level) < 1e-4);
    }

    [Fact]
    public void Are_the_same_on_any_number_of_threads()
    {
        var sounds = Enumerable.Range(0, 9).Select(seed => Noise((ulong)seed, 3000)).ToArray();

        var (one, three) = (new SpectrogramExamples(sounds, Options, 30, maxDegreeOfParallelism: 1), new SpectrogramExamples(sounds, Options, 30, maxDegreeOfParallelism: 3));

        three.Scale.ShouldBe(one.Scale);
        Read(three, 8).ShouldBe(Read(one, 8));
    }

    [Fact]
    public void Bring_a_sound_to_the_rate_of_the_options()
    {
        var sound = new Sound(16_000, 1, WaveAugmentationTests.Tone(1000, 16_000, 16_000));
        var spectrogram = new MelSpectrogram(Options);

        var levels = Read(new SpectrogramExamples([sound], Options, 20, new SpectrogramScale(0, 1)), 0);

        var nearest = Enumerable.Range(0, 20).MinBy(band => Math.Abs(spectrogram.Frequency(band) - 1000));
        Enumerable.Range(0, 20).MaxBy(band => levels[(10 * 20) + band]).ShouldBe(nearest);
    }

    [Fact]
    public void Waves_refuse_sounds_of_several_rates() =>
        Should.Throw<ArgumentException>(() => new WaveExamples([Noise(1, 3000), Noise(1, 3000, 16_000)], 10)).Message.ShouldContain("One sound has 8000 samples a second, another 16000");

    [Fact]
    public void Come_from_waves_through_a_view_too()
    {
        var sounds = (Sound[])[Noise(1, 8000), new Sound(8000, 2, Noise(2, 16000).Samples.ToArray())];
        var examples = new SpectrogramExamples(sounds, Options, 97);
        var waves = new WaveExamples(sounds, 8000);
        var view = new SpectrogramView(Options, examples.Scale);
        var wave = new float[8000];
        waves.Read(1, wave);

        view.ShapeOf(waves.Shape).ShouldBe(examples.Shape);
        Views.Of(view, wave, waves.Shape).ShouldBe(Read(examples, 1), 1e-4);
    }

    [Fact]
    public void Waves_stand_in_the_middle_of_silence_where_a_sound_is_short()
    {
        var wave = new float[5];
        new WaveExamples([new Sound(100, 1, [1, 2])], 5).Read(0, wave);

        wave.ShouldBe([0, 1, 2, 0, 0]);
    }

    internal static Sound Noise(ulong seed, int length, int rate = 8000)
    {
        var random = new SplittableRandom(seed);
        return new Sound(rate, 1, [.. Enumerable.Range(0, length).Select(_ => (float)(0.1 * random.NextGaussian()))]);
    }

    private static float[] Read(SpectrogramExamples examples, int index)
    {
        var levels = new float[examples.Shape.Count];
        examples.Read(index, levels);
        return levels;
    }
}
