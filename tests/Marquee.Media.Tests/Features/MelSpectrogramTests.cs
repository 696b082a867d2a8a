using System.Numerics;
using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class MelSpectrogramTests
{
    [Theory]
    [InlineData(48, 20, 200)]
    [InlineData(50, 50, 1900)]
    [InlineData(100, 30, 60)]
    public void Powers_are_the_sum_that_defines_them(int window, int hop, int length)
    {
        var wave = Draw(length);
        var spectrum = new PowerSpectrum(new SpectrumOptions { Rate = 1000, Window = window, Hop = hop });

        var powers = spectrum.Compute(wave);

        var transformed = 2 * (spectrum.Bins - 1);
        powers.Rows.ShouldBe(length <= window ? 1 : 1 + ((length - window) / hop));
        for (var frame = 0; frame < powers.Rows; frame++)
        {
            for (var bin = 0; bin < spectrum.Bins; bin++)
            {
                var (sum, energy) = (Complex.Zero, 0.0);
                for (var t = 0; t < window; t++)
                {
                    var weight = 0.5 - (0.5 * Math.Cos(2 * Math.PI * t / window));
                    energy += weight * weight;
                    if ((frame * hop) + t < length)
                    {
                        sum += weight * wave[(frame * hop) + t] * Complex.FromPolarCoordinates(1, -2 * Math.PI * bin * t / transformed);
                    }
                }

                powers[frame, bin].ShouldBe((float)(sum.Magnitude * sum.Magnitude / energy), 2e-5, $"frame {frame}, bin {bin}");
            }
        }
    }

    [Fact]
    public void White_noise_has_its_variance_at_every_frequency()
    {
        var random = new SplittableRandom(3);
        var wave = Enumerable.Range(0, 200_000).Select(_ => (float)(0.1 * random.NextGaussian())).ToArray();

        var powers = new PowerSpectrum(new SpectrumOptions()).Compute(wave);

        foreach (var bin in (int[])[3, 100, 250])
        {
            Enumerable.Range(0, powers.Rows).Average(frame => powers[frame, bin]).ShouldBe(0.01f, 0.001f);
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    [InlineData(3000)]
    public void A_tone_is_loudest_in_the_band_of_its_frequency(double frequency)
    {
        var spectrogram = new MelSpectrogram(MelOptions.At(8000));
        var wave = Enumerable.Range(0, 4000).Select(t => (float)Math.Sin(2 * Math.PI * frequency * t / 8000)).ToArray();

        var levels = spectrogram.Compute(wave);

        for (var frame = 0; frame < levels.Rows; frame++)
        {
            var loudest = Enumerable.Range(0, 64).MaxBy(band => levels[frame, band]);
            var nearest = Enumerable.Range(0, 64).MinBy(band => Math.Abs(spectrogram.Frequency(band) - frequency));
            Math.Abs(loudest - nearest).ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void Bands_are_equally_wide_in_mel()
    {
        // 1000 Hz is 1000 mel (999.99 by the formula), 0 Hz is 0: of three bands from 0 to 1000 mel the second is highest at 500 mel, 700 (10^(500/2595) - 1) = 390.88 Hz.
        var spectrogram = new MelSpectrogram(new MelOptions { Bands = 3, MinimumFrequency = 0, MaximumFrequency = 1000 });

        spectrogram.Frequency(1).ShouldBe(390.9, 0.1);
    }

    [Fact]
    public void Silence_has_the_level_of_the_floor() =>
        new MelSpectrogram(new MelOptions { Floor = 1e-8 }).Compute(new float[2000]).Span.ToArray().ShouldAllBe(level => Math.Abs(level + 80) < 1e-4);

    [Fact]
    public void Ten_times_the_amplitude_is_twenty_decibels()
    {
        var wave = Draw(3000);
        var spectrogram = new MelSpectrogram(new MelOptions());

        var (soft, loud) = (spectrogram.Compute([.. wave.Select(sample => sample / 10)]), spectrogram.Compute(wave));

        loud.Span.ToArray().ShouldBe(soft.Span.ToArray().Select(level => level + 20), 1e-3);
    }

    [Fact]
    public void Refuses_bands_above_half_the_rate() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new MelSpectrogram(new MelOptions { MaximumFrequency = 9000 })).Message.ShouldContain("MaximumFrequency must be from 0 to 8000");

    [Fact]
    public void Cepstrum_is_the_orthonormal_cosine_transform()
    {
        // scipy.fft.dct([3, 1, 4, 1, 5], norm='ortho')
        var levels = new DenseMatrix(1, 5, new float[] { 3, 1, 4, 1, 5 });

        MelCepstrum.Of(levels, 5).Span.ToArray().ShouldBe([6.260990f, -1.203002f, 1.172637f, -0.743496f, 3.070004f], 1e-5);
        MelCepstrum.Of(levels, 2).Span.ToArray().ShouldBe(MelCepstrum.Of(levels, 5).Span[..2].ToArray());
    }

    [Fact]
    public void Deltas_of_a_line_are_its_slope()
    {
        var line = new DenseMatrix(9, 1, Enumerable.Range(0, 9).Select(frame => 3f * frame).ToArray());

        var deltas = MelCepstrum.Deltas(line);

        // At the beginning the first frame goes on: (1 x (3 - 0) + 2 x (6 - 0)) / 10.
        deltas.Span.ToArray().ShouldBe([1.5f, 2.4f, 3, 3, 3, 3, 3, 2.4f, 1.5f], 1e-5);
    }

    private static float[] Draw(int length)
    {
        var random = new SplittableRandom((ulong)length);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
