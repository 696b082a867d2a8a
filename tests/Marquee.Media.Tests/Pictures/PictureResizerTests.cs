namespace Marquee.Media.Tests;

public class PictureResizerTests
{
    [Fact]
    public void Takes_the_mean_over_the_area_where_it_becomes_smaller()
    {
        float[] target = new float[2];

        // Each new place covers one and a half old ones.
        PictureResizer.Resize([2, 4, 8], new PlaneShape(1, 3, 1), 1, 2, target);

        target.ShouldBe([(2 + (4 * 0.5f)) / 1.5f, ((4 * 0.5f) + 8) / 1.5f], 1e-6);
    }

    [Fact]
    public void Interpolates_where_it_becomes_larger()
    {
        float[] target = new float[4];

        PictureResizer.Resize([0, 8], new PlaneShape(2, 1, 1), 4, 1, target);

        target.ShouldBe([0, 2, 6, 8]);
    }

    [Fact]
    public void Keeps_channels_apart()
    {
        float[] target = new float[2];

        PictureResizer.Resize([1, 10, 3, 20, 5, 30, 7, 40], new PlaneShape(2, 2, 2), 1, 1, target);

        target.ShouldBe([4, 25]);
    }

    [Theory]
    [InlineData(7, 5)]
    [InlineData(40, 3)]
    [InlineData(13, 90)]
    [InlineData(1, 1)]
    public void Leaves_one_colour_as_it_is_at_any_size(int width, int height)
    {
        var pixels = new byte[29 * 31 * 3];
        Array.Fill(pixels, (byte)201);

        var resized = PictureResizer.Resize(new Picture(29, 31, pixels), width, height);

        (resized.Width, resized.Height).ShouldBe((width, height));
        resized.Pixels.ToArray().ShouldAllBe(value => value == 201);
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(5, 9)]
    [InlineData(21, 4)]
    public void Agrees_with_sums_over_small_squares(int width, int height)
    {
        // The definition of the mean over an area, by cutting every pixel in tiny squares.
        var source = Enumerable.Range(0, 21 * 27).Select(index => (float)(index * 37 % 101)).ToArray();
        var target = new float[width * height];
        PictureResizer.Resize(source, new PlaneShape(27, 21, 1), height, width, target);

        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var sum = 0.0;
                for (var y = row * 27; y < (row + 1) * 27; y++)
                {
                    for (var x = column * 21; x < (column + 1) * 21; x++)
                    {
                        sum += source[(y / height * 21) + (x / width)];
                    }
                }

                target[(row * width) + column].ShouldBe((float)(sum / (27 * 21)), 1e-3f);
            }
        }
    }

    [Fact]
    public void Covers_by_the_middle()
    {
        // Columns 0..3 of 4; a square is cut of the middle two.
        byte[] line = [0, 0, 0, 50, 50, 50, 100, 100, 100, 150, 150, 150];

        var covered = PictureResizer.Cover(new Picture(4, 2, [.. line, .. line]), 1, 1);

        covered.Pixels.ToArray().ShouldBe([75, 75, 75]);
    }

    [Fact]
    public void Refuses_spans_of_another_length()
    {
        Should.Throw<ArgumentException>(() => PictureResizer.Resize(new float[5], new PlaneShape(2, 2, 1), 1, 1, new float[1])).Message.ShouldContain("has 4 numbers, not 5");
        Should.Throw<ArgumentException>(() => PictureResizer.Resize(new float[4], new PlaneShape(2, 2, 1), 1, 1, new float[2])).Message.ShouldContain("has 1 numbers, not 2");
    }
}
