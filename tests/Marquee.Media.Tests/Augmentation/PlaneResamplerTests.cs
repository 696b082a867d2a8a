namespace Marquee.Media.Tests;

public class PlaneResamplerTests
{
    [Fact]
    public void Keeps_a_plane_of_the_same_size()
    {
        var shape = new PlaneShape(5, 6, 3);
        var target = new float[shape.Count];

        PlaneResampler.Resize(Views.Drawn(shape), shape, 0, 0, 5, 6, target, 5, 6);

        target.ShouldBe(Views.Drawn(shape));
    }

    [Fact]
    public void Doubles_a_line_by_quarters()
    {
        var target = new float[4];

        PlaneResampler.Resize([0, 4], new PlaneShape(1, 2, 1), 0, 0, 1, 2, target, 1, 4);

        target.ShouldBe([0, 1, 3, 4], 1e-6);
    }

    [Fact]
    public void Halves_a_line_by_triangles()
    {
        // Triangles two places wide either way around 0.5 and 2.5: 3/4, 3/4, 1/4 of 0, 1, 2, and the same from the other end.
        var target = new float[2];

        PlaneResampler.Resize([7, 14, 21, 70], new PlaneShape(4, 1, 1), 0, 0, 4, 1, target, 2, 1);

        target.ShouldBe([((0.75f * 7) + (0.75f * 14) + (0.25f * 21)) / 1.75f, ((0.25f * 14) + (0.75f * 21) + (0.75f * 70)) / 1.75f], 1e-5);
    }

    [Fact]
    public void Reads_nothing_outside_of_the_piece()
    {
        var shape = new PlaneShape(6, 6, 1);
        var source = new float[36];
        Array.Fill(source, float.NaN);
        foreach (var place in (int[])[14, 15, 20, 21])
        {
            source[place] = 5;
        }

        var target = new float[9 * 7];
        PlaneResampler.Resize(source, shape, 2, 2, 2, 2, target, 9, 7);

        target.ShouldAllBe(number => Math.Abs(number - 5) < 1e-5);
    }
}
