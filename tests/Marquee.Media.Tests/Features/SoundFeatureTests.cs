using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class SoundFeatureTests
{
    private const int Rate = 16_000;

    public static TheoryData<double, int> Pitches => new()
    {
        { 440, 9 },
        { 880, 9 },
        { 1760, 9 },
        { 261.63, 0 },
        { 1046.5, 0 },
        { 311.13, 3 },
        { 493.88, 11 },
    };

    [Theory]
    [MemberData(nameof(Pitches))]
    public void Chroma_of_a_tone_is_its_class_of_pitch(double frequency, int pitch)
    {
        var chroma = new Chroma(SpectrumOptions.At(Rate, 0.256, 0.064)).Compute(WaveAugmentationTests.Tone(frequency, Rate, Rate));

        chroma.Rows.ShouldBe(1 + ((Rate - 4096) / 1024));
        for (var frame = 0; frame < chroma.Rows; frame++)
        {
            chroma[frame, pitch].ShouldBe(1);
            for (var other = 2; other <= 10; other++)
            {
                chroma[frame, (pitch + other) % 12].ShouldBeLessThan(0.3f);
            }
        }
    }

    [Fact]
    public void Chroma_of_a_chord_has_its_three_tones()
    {
        var wave = WaveAugmentationTests.Tone(261.63, Rate, Rate)
            .Zip(WaveAugmentationTests.Tone(329.63, Rate, Rate), (first, second) => first + second)
            .Zip(WaveAugmentationTests.Tone(392, Rate, Rate), (both, third) => both + third).ToArray();

        var chroma = new Chroma(SpectrumOptions.At(Rate, 0.256, 0.064)).Compute(wave);

        Enumerable.Range(0, 12).OrderByDescending(pitch => chroma[2, pitch]).Take(3).Order().ShouldBe([0, 4, 7]);
    }

    [Fact]
    public void Chroma_of_silence_is_nothing() =>
        new Chroma(SpectrumOptions.At(Rate, 0.256, 0.064)).Compute(new float[9000]).Span.ToArray().ShouldAllBe(share => share == 0);

    [Fact]
    public void Shape_of_a_tone_is_narrow_and_at_its_frequency()
    {
        var shape = Shape(WaveAugmentationTests.Tone(2000, Rate, Rate));

        shape["centroid"].ShouldBe(2, 0.1f);
        shape["roll-off"].ShouldBe(2, 0.1f);
        shape["bandwidth"].ShouldBeLessThan(0.3f);
        shape["flatness"].ShouldBeLessThan(0.01f);
        shape["flux"].ShouldBeLessThan(0.001f);
    }

    [Fact]
    public void Shape_of_white_noise_is_wide_and_flat()
    {
        var shape = Shape(SpectrogramExamplesTests.Noise(1, 100_000, Rate).Samples.ToArray());

        // Half of 8 kHz; 8 kHz over the root of 12; 85 % of 8 kHz; e^-0.5772; 20 log10(0.1).
        shape["centroid"].ShouldBe(4, 0.05f);
        shape["bandwidth"].ShouldBe(2.309f, 0.03f);
        shape["roll-off"].ShouldBe(6.8f, 0.05f);
        shape["flatness"].ShouldBe(0.561f, 0.02f);
        shape["level"].ShouldBe(-20, 0.2f);
    }

    [Fact]
    public void Flux_is_the_squared_change_of_shares()
    {
        // All in the first frequency, then half in the second: (1 - 1/2)^2 + (0 - 1/2)^2.
        var spectrum = new PowerSpectrum(new SpectrumOptions { Rate = 1000, Window = 16, Hop = 8 });
        var powers = new DenseMatrix(2, 9);
        (powers[0, 0], powers[1, 0], powers[1, 1]) = (1, 4, 4);

        SpectralShape.Of(spectrum, powers)[1, 4].ShouldBe(0.5f, 1e-6);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(137)]
    [InlineData(160)]
    public void Tempo_of_clicks_is_theirs(double beatsPerMinute)
    {
        var (tempo, strength) = TempoOf(Clicks(beatsPerMinute, 12));

        tempo.ShouldBe(beatsPerMinute, 1);
        strength.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void Tempo_of_noise_is_unclear() => TempoOf(SpectrogramExamplesTests.Noise(1, 12 * Rate, Rate).Samples.ToArray()).Strength.ShouldBeLessThan(0.3);

    [Fact]
    public void Tempo_of_silence_and_of_a_short_sound_is_none()
    {
        TempoOf(new float[12 * Rate]).ShouldBe((0, 0));
        TempoOf(Clicks(120, 2)).ShouldBe((0, 0));
    }

    [Fact]
    public void Onset_strength_counts_what_rises_only()
    {
        var levels = new DenseMatrix(3, 2, new float[] { -50, -20, -30, -40, -30, -30 });

        Rhythm.OnsetStrength(levels).ShouldBe([0, 10, 5]);
    }

    [Fact]
    public void A_vector_has_a_name_for_every_number()
    {
        var features = new SoundFeatures(new SoundFeatureOptions { Parts = 3, Coefficients = 5 });

        var vector = features.Of(SpectrogramExamplesTests.Noise(1, 20_000, Rate));

        vector.Length.ShouldBe(features.Names.Count);
        features.Names.Distinct().Count().ShouldBe(features.Dimensions);
        features.Names[0].ShouldBe("cepstrum 0: mean");
        features.Names[^1].ShouldBe("cepstrum 4, part 3 of 3: mean");
        // The mean of the parts is that of the whole, but for frames that do not share out evenly.
        foreach (var coefficient in (int[])[0, 4])
        {
            Enumerable.Range(0, 3).Average(part => vector[^(15 - (5 * part) - coefficient)]).ShouldBe(vector[coefficient], 0.5f);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(5000)]
    public void A_vector_of_little_sound_is_finite(int length)
    {
        new SoundFeatures(new SoundFeatureOptions { Parts = 4 }).Of(new Sound(44_100, 2, new float[2 * length])).ShouldAllBe(number => float.IsFinite(number));
        new SoundFeatures().Of(SpectrogramExamplesTests.Noise(1, length)).ShouldAllBe(number => float.IsFinite(number));
    }

    [Fact]
    public void A_vector_hardly_depends_on_rate_and_channels()
    {
        var tone = WaveAugmentationTests.Tone(700, 2 * Rate, Rate);
        var stereo = WaveAugmentationTests.Tone(700, 4 * Rate, 2 * Rate).SelectMany(sample => (float[])[sample, sample]).ToArray();
        var features = new SoundFeatures();

        var (first, second) = (features.Of(new Sound(Rate, 1, tone)), features.Of(new Sound(2 * Rate, 2, stereo)));

        foreach (var name in (string[])["centroid: mean", "roll-off: mean", "level: mean", "pitch class F: mean"])
        {
            var at = features.Names.ToList().IndexOf(name);
            second[at].ShouldBe(first[at], 0.02f, name);
        }
    }

    private static Dictionary<string, float> Shape(float[] wave)
    {
        var spectrum = new PowerSpectrum(new SpectrumOptions());
        var shape = SpectralShape.Of(spectrum, spectrum.Compute(wave));
        return SpectralShape.Names.Select((name, column) => (name, Mean: Enumerable.Range(1, shape.Rows - 1).Average(frame => shape[frame, column]))).ToDictionary(pair => pair.name, pair => pair.Mean);
    }

    private static (double BeatsPerMinute, double Strength) TempoOf(float[] wave) =>
        Rhythm.Tempo(Rhythm.OnsetStrength(new MelSpectrogram(new MelOptions()).Compute(wave)), 100);

    private static float[] Clicks(double beatsPerMinute, int seconds)
    {
        var wave = new float[seconds * Rate];
        var noise = SpectrogramExamplesTests.Noise(9, 400, Rate).Samples;
        for (var beat = 0; beat * 60 / beatsPerMinute < seconds - 0.1; beat++)
        {
            noise.CopyTo(wave.AsSpan((int)(beat * 60 / beatsPerMinute * Rate)));
        }

        return wave;
    }
}
