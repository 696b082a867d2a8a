using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class PictureFeatureTests
{
    [Theory]
    [InlineData(255, 0, 0, 0, 1, 1)]
    [InlineData(0, 255, 0, 1 / 3.0, 1, 1)]
    [InlineData(0, 0, 255, 2 / 3.0, 1, 1)]
    [InlineData(255, 255, 0, 1 / 6.0, 1, 1)]
    [InlineData(255, 0, 255, 5 / 6.0, 1, 1)]
    [InlineData(128, 128, 128, 0, 0, 128 / 255.0)]
    [InlineData(100, 50, 75, 11 / 12.0, 0.5, 100 / 255.0)]
    public void Hue_saturation_and_value_are_those_of_the_hexcone(byte red, byte green, byte blue, double hue, double saturation, double value)
    {
        var colour = ColourHistogram.HueOf(red, green, blue);

        colour.Hue.ShouldBe((float)hue, 1e-6);
        colour.Saturation.ShouldBe((float)saturation, 1e-6);
        colour.Value.ShouldBe((float)value, 1e-6);
    }

    [Fact]
    public void A_histogram_counts_pixels_of_a_colour()
    {
        // Three red pixels, one dark grey; of 8 x 3 x 3 cells red is (0, 2, 2) and dark grey (0, 0, 0).
        var histogram = ColourHistogram.Of(new Picture(2, 2, [255, 0, 0, 255, 0, 0, 255, 0, 0, 40, 40, 40]));

        histogram[8].ShouldBe(0.75f);
        histogram[0].ShouldBe(0.25f);
        histogram.Sum().ShouldBe(1);
    }

    [Fact]
    public void Moments_are_those_worked_by_hand()
    {
        // Brightness 0, 0, 0, 1: mean 1/4, deviation root of 3/16, third central moment 3/32.
        var moments = ColourMoments.Of(new Picture(4, 1, [0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255]));

        moments.ShouldBe([0.25f, 0.4330127f, 0.454280f, 0, 0, 0, 0, 0, 0, 0], 1e-5);
    }

    [Fact]
    public void Colourfulness_is_that_of_its_source()
    {
        // Pure red and pure green: red - green is 1 and -1 (mean 0, deviation 1), (red + green) / 2 - blue is 1/2 twice: 1 + 0.3 x 1/2.
        ColourMoments.Of(new Picture(2, 1, [255, 0, 0, 0, 255, 0]))[9].ShouldBe(1.15f, 1e-5);
    }

    [Fact]
    public void Patterns_of_a_flat_picture_are_all_one()
    {
        var shares = LocalBinaryPatterns.Of(Flat(5, 4));

        // All neighbours as bright: 255, the last of the 58 uniform patterns.
        shares[57].ShouldBe(1);
        shares.Sum().ShouldBe(1);
    }

    [Fact]
    public void Patterns_are_those_worked_by_hand()
    {
        // Around 5, clockwise from the top left: 6, 5, 2, 1, 9, 8, 7, 7: bits 0, 1, 4 to 7: 11110011, which changes twice.
        var uniform = LocalBinaryPatterns.Of([6, 5, 2, 7, 5, 1, 7, 8, 9], 3, 3);
        // 9, 1, 9, 1, 9, 1, 9, 1 changes eight times.
        var torn = LocalBinaryPatterns.Of([9, 1, 9, 1, 5, 1, 9, 1, 9], 3, 3);

        var before = Enumerable.Range(0, 0b11110011).Count(pattern => Changes(pattern) <= 2);
        uniform[before].ShouldBe(1);
        torn[58].ShouldBe(1);
    }

    [Fact]
    public void There_are_58_uniform_patterns() => Enumerable.Range(0, 256).Count(pattern => Changes(pattern) <= 2).ShouldBe(LocalBinaryPatterns.Count - 1);

    [Fact]
    public void Pairs_are_those_of_the_example_of_Haralick()
    {
        byte[] levels = [0, 0, 1, 1, 0, 0, 1, 1, 0, 2, 2, 2, 2, 2, 3, 3];
        var (across, down, diagonal, other) = (new long[16], new long[16], new long[16], new long[16]);

        CoOccurrence.Count(levels, 4, 4, 0, 1, across, 4);
        CoOccurrence.Count(levels, 4, 4, 1, 0, down, 4);
        CoOccurrence.Count(levels, 4, 4, 1, 1, diagonal, 4);
        CoOccurrence.Count(levels, 4, 4, 1, -1, other, 4);

        across.ShouldBe([4, 2, 1, 0, 2, 4, 0, 0, 1, 0, 6, 1, 0, 0, 1, 2]);
        down.ShouldBe([6, 0, 2, 0, 0, 4, 2, 0, 2, 2, 2, 2, 0, 0, 2, 0]);
        diagonal.ShouldBe([2, 1, 3, 0, 1, 2, 1, 0, 3, 1, 0, 2, 0, 0, 2, 0]);
        other.ShouldBe([4, 1, 0, 0, 1, 2, 2, 0, 0, 2, 4, 1, 0, 0, 1, 0]);
    }

    [Fact]
    public void Texture_is_that_worked_by_hand()
    {
        // Shares 1/2 of (0, 0), 1/8 each of (0, 1) and (1, 0), 1/4 of (1, 1).
        var texture = CoOccurrence.Describe([4, 1, 1, 2], 2);

        // Mean 3/8, variance 15/64, mean product 1/4: (1/4 - 9/64) / (15/64).
        texture.ShouldBe([0.25f, 0.875f, (16 + 1 + 1 + 4) / 64f, 7 / 15f, 1.75f], 1e-5);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 4)]
    [InlineData(1, 1, 2)]
    [InlineData(-1, 1, 6)]
    public void Gradients_of_a_slope_all_run_one_way(int across, int down, int orientation)
    {
        var square = Enumerable.Range(0, 64).Select(place => ((across * (place % 8)) + (down * (place / 8))) / 16f).ToArray();

        var cells = GradientHistogram.Cells(square, 8, 2, 9);

        // 0 degrees lie between orientations 8 and 0, 90 in the middle of 4, 45 between 1 and 2, 135 between 6 and 7.
        var inner = cells[..9];
        var most = inner.Max();
        inner[orientation].ShouldBe(most, 0.35f * most);
        inner.Where((_, at) => Math.Min(Math.Abs(at - orientation), 9 - Math.Abs(at - orientation)) > 1).Sum().ShouldBeLessThan(0.35f * most);
    }

    [Fact]
    public void Gradients_of_blocks_have_length_one_and_do_not_depend_on_contrast()
    {
        var (strong, weak) = (Drawn(50, 40, 200), Drawn(50, 40, 100));

        var (first, second) = (GradientHistogram.Of(strong), GradientHistogram.Of(weak));

        first.Length.ShouldBe(324);
        first[..36].Sum(value => value * value).ShouldBe(1, 1e-3);
        second.ShouldBe(first, 0.02);
    }

    [Fact]
    public void Gradients_of_a_flat_picture_are_nothing() => GradientHistogram.Of(Flat(9, 30)).ShouldAllBe(value => Math.Abs(value) < 1e-2);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 200)]
    [InlineData(92, 138)]
    public void A_vector_has_a_name_for_every_number_and_is_finite(int width, int height)
    {
        var vector = PictureFeatures.Of(Drawn(width, height, 255));

        vector.Length.ShouldBe(470);
        PictureFeatures.Names.Count.ShouldBe(470);
        PictureFeatures.Names.Distinct().Count().ShouldBe(470);
        vector.ShouldAllBe(number => float.IsFinite(number));
    }

    private static int Changes(int pattern) => Enumerable.Range(0, 8).Count(bit => ((pattern >> bit) & 1) != ((pattern >> ((bit + 1) % 8)) & 1));

    private static Picture Flat(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        Array.Fill(pixels, (byte)77);
        return new Picture(width, height, pixels);
    }

    private static Picture Drawn(int width, int height, int most)
    {
        var random = new SplittableRandom(3);
        var pixels = new byte[width * height * 3];
        for (var at = 0; at < pixels.Length; at++)
        {
            pixels[at] = (byte)Math.Round(random.NextDouble() * most);
        }

        return new Picture(width, height, pixels);
    }
}
