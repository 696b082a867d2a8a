namespace Marquee.Media.Tests;

public class SoundTests
{
    [Fact]
    public void Mixes_its_channels_to_their_mean() =>
        new Sound(8000, 2, [1f, 0f, 0.5f, -0.5f]).ToMono().Samples.ToArray().ShouldBe([0.5f, 0f]);

    [Fact]
    public void Knows_how_long_it_is() => new Sound(8000, 2, new float[8000]).Duration.ShouldBe(TimeSpan.FromSeconds(0.5));

    [Theory]
    [InlineData(8000, 16000)]
    [InlineData(16000, 8000)]
    [InlineData(44100, 16000)]
    [InlineData(22050, 8000)]
    [InlineData(8000, 44100)]
    [InlineData(16001, 15013)]
    public void Resamples_a_tone_to_the_same_tone(int from, int to)
    {
        // A tone at 0.8 of half of the lower rate.
        var frequency = 0.4 * Math.Min(from, to);
        var sound = Tone(from, frequency, from / 4);

        var resampled = sound.Resample(to);

        resampled.Length.ShouldBe((int)Math.Ceiling(from / 4 * (double)to / from));
        for (var index = resampled.Length / 4; index < resampled.Length * 3 / 4; index++)
        {
            resampled.Samples[index].ShouldBe((float)Math.Sin(2 * Math.PI * frequency * index / to), 1e-3f);
        }
    }

    [Fact]
    public void Leaves_nothing_above_half_of_the_new_rate()
    {
        var resampled = Tone(16000, 4200, 4000).Resample(8000);

        // -80 dB.
        resampled.Samples[500..1500].ToArray().Max(Math.Abs).ShouldBeLessThan(1e-4f);
    }

    [Fact]
    public void Resamples_each_channel_for_itself()
    {
        var tone = Tone(8000, 440, 800).Samples;
        var both = new float[1600];
        for (var index = 0; index < 800; index++)
        {
            both[2 * index] = tone[index];
        }

        var resampled = new Sound(8000, 2, both).Resample(4000);

        resampled.Length.ShouldBe(400);
        Enumerable.Range(0, 400).Select(index => resampled.Samples[(2 * index) + 1]).ShouldAllBe(sample => sample == 0);
        Enumerable.Range(0, 400).Select(index => resampled.Samples[2 * index]).ShouldBe(Tone(8000, 440, 800).Resample(4000).Samples.ToArray());
    }

    [Fact]
    public void Is_itself_at_its_own_rate()
    {
        var sound = Tone(8000, 440, 10);

        sound.Resample(8000).ShouldBeSameAs(sound);
        new Sound(8000, 1, []).Resample(16000).Length.ShouldBe(0);
    }

    private static Sound Tone(int rate, double frequency, int length) =>
        new(rate, 1, [.. Enumerable.Range(0, length).Select(index => (float)Math.Sin(2 * Math.PI * frequency * index / rate))]);
}
