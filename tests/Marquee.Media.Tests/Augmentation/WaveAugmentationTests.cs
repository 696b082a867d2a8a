using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class WaveAugmentationTests
{
    private const int Rate = 8000;

    public static TheoryData<string, IAugmentation> All => new()
    {
        { "gain", new Gain() },
        { "noise", new AddNoise() },
        { "shift", new TimeShift() },
        { "speed", new SpeedChange() },
        { "stretch", new TimeStretch(window: 256) },
        { "pitch", new PitchShift(window: 256) },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Gives_the_same_view_by_the_same_chance_and_leaves_the_example(string name, IAugmentation augmentation)
    {
        var shape = new PlaneShape(2000, 1, 1);
        var source = Tone(440, 2000);

        var views = Enumerable.Range(0, 5).Select(seed => Views.Of(augmentation, source, shape, (ulong)seed)).ToArray();

        Views.Of(augmentation, source, shape, 3).ShouldBe(views[3], name);
        views[1].SequenceEqual(views[0]).ShouldBeFalse(name);
        views.SelectMany(view => view).ShouldAllBe(sample => Math.Abs(sample) < 5);
        source.ShouldBe(Tone(440, 2000));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Refuses_what_is_no_wave(string name, IAugmentation augmentation) =>
        Should.Throw<ArgumentException>(() => augmentation.ShapeOf(new PlaneShape(20, 20, 3)), name).Message.ShouldContain("needs examples of length x 1 x 1, not of 20 x 20 x 3");

    [Fact]
    public void Gain_of_twenty_decibels_is_ten_times() =>
        Views.Of(new Gain(20, 20), [0.01f, -0.02f], new PlaneShape(2, 1, 1)).ShouldBe([0.1f, -0.2f], 1e-6);

    [Fact]
    public void Noise_is_as_far_below_the_wave_as_asked()
    {
        var source = Tone(440, 20_000);

        var view = Views.Of(new AddNoise(20, 20), source, new PlaneShape(20_000, 1, 1));

        var noise = view.Zip(source, (there, here) => (double)(there - here)).ToArray();
        (10 * Math.Log10(source.Average(sample => sample * sample) / noise.Average(sample => sample * sample))).ShouldBe(20, 0.2);
        noise.Average().ShouldBe(0, 0.002);
    }

    [Fact]
    public void A_shift_lets_silence_in()
    {
        var shape = new PlaneShape(4, 1, 1);

        var views = Enumerable.Range(0, 100).Select(seed => string.Join(' ', Views.Of(new TimeShift(0.5), [1, 2, 3, 4], shape, (ulong)seed))).Distinct();

        views.Order().ShouldBe(["0 0 1 2", "0 1 2 3", "1 2 3 4", "2 3 4 0", "3 4 0 0"]);
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(1.0)]
    [InlineData(1.25)]
    public void Speed_changes_the_pitch_with_the_time(double speed)
    {
        var view = Views.Of(new SpeedChange(speed, speed), Tone(440, 8000), new PlaneShape(8000, 1, 1));

        Frequency(view[3000..5000]).ShouldBe(440 * speed, 2);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(1.0)]
    [InlineData(1.4)]
    public void A_stretch_leaves_pitch_and_level(double speed)
    {
        var view = Views.Of(new TimeStretch(speed, speed, 512), Tone(440, 8000), new PlaneShape(8000, 1, 1));

        Frequency(view[3000..5000]).ShouldBe(440, 2);
        Level(view[3000..5000]).ShouldBe(0.5, 0.02);
    }

    [Fact]
    public void A_stretch_by_nothing_gives_the_wave_back()
    {
        var source = Draw(6000);
        var view = Views.Of(new TimeStretch(1, 1, 256), source, new PlaneShape(6000, 1, 1));

        view.ShouldBe(source, 1e-3);
    }

    [Fact]
    public void A_stretch_moves_what_is_heard_away_from_the_middle()
    {
        // A click 1000 samples after the middle comes 1000 / 1.25 = 800 after it at a speed of 1.25.
        var source = new float[8000];
        source[5000] = 1;

        var view = Views.Of(new TimeStretch(1.25, 1.25, 128), source, new PlaneShape(8000, 1, 1));

        Array.IndexOf(view, view.Max()).ShouldBeInRange(4750, 4850);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(7)]
    public void A_shift_of_pitch_leaves_time(double semitones)
    {
        var source = Tone(440, 8000);
        Array.Clear(source, 6000, 2000);
        var view = new float[8000];

        new PitchShift(12, 512).Shift(source, semitones, view);

        Frequency(view[2500..4500]).ShouldBe(440 * Math.Pow(2, semitones / 12), 2);
        Level(view[2500..4500]).ShouldBe(0.5, 0.03);
        Level(view[6500..7500]).ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Interpolation_reads_between_samples()
    {
        var wave = Tone(300, 400);
        var read = new float[100];

        WaveInterpolator.Read(wave, 100.3, 1.5, read);

        read.ShouldBe(Enumerable.Range(0, 100).Select(at => (float)Math.Sin(2 * Math.PI * 300 * (100.3 + (1.5 * at)) / Rate)), 2e-3);
    }

    [Fact]
    public void Interpolation_leaves_out_what_the_new_rate_cannot_hold()
    {
        // Every fourth sample: half of the new rate is 1000 Hz.
        var (kept, left) = (new float[400], new float[400]);

        WaveInterpolator.Read(Tone(500, 2000), 200, 4, kept);
        WaveInterpolator.Read(Tone(2700, 2000), 200, 4, left);

        Level(kept).ShouldBe(0.5, 0.02);
        Level(left).ShouldBeLessThan(0.001);
    }

    internal static float[] Tone(double frequency, int length, int rate = Rate) =>
        [.. Enumerable.Range(0, length).Select(t => (float)Math.Sin(2 * Math.PI * frequency * t / rate))];

    // Mean power.
    private static double Level(float[] wave) => wave.Average(sample => (double)sample * sample);

    // From zero crossings upwards, between samples.
    private static double Frequency(float[] wave)
    {
        var crossings = Enumerable.Range(1, wave.Length - 1)
            .Where(t => wave[t - 1] < 0 && wave[t] >= 0)
            .Select(t => t - (wave[t] / (double)(wave[t] - wave[t - 1])))
            .ToArray();
        return (crossings.Length - 1) * Rate / (crossings[^1] - crossings[0]);
    }

    private static float[] Draw(int length)
    {
        var random = new SplittableRandom(4);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
