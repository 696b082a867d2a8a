namespace Marquee.Media.Tests;

public class KeyFramesTests
{
    [Fact]
    public void Cuts_where_colours_change_and_takes_the_most_common_frame()
    {
        Picture[] frames = [Of(10, 10, 10, 200), Of(10, 10, 10, 10), Of(10, 10, 10, 10), Of(200, 200, 200, 200), Of(200, 200, 200, 200)];

        KeyFrames.Find(frames).ShouldBe([new Shot(0, 3, 1), new Shot(3, 2, 3)]);
    }

    [Fact]
    public void Measures_the_share_of_pixels_that_change_cells()
    {
        KeyFrames.Distance(Of(10, 10, 200, 200), Of(10, 200, 200, 200)).ShouldBe(0.25);
        KeyFrames.Distance(Of(10, 20, 30, 40), Of(40, 30, 20, 10)).ShouldBe(0);
        KeyFrames.Distance(Of(0, 0, 0, 0), Of(255, 255, 255, 255)).ShouldBe(1);
    }

    [Fact]
    public void Cuts_only_beyond_the_threshold()
    {
        Picture[] frames = [Of(10, 10, 200, 200), Of(10, 200, 200, 200)];

        KeyFrames.Find(frames, 0.25).Count.ShouldBe(1);
        KeyFrames.Find(frames, 0.24).Count.ShouldBe(2);
    }

    [Fact]
    public void Finds_nothing_in_nothing() => KeyFrames.Find([]).ShouldBeEmpty();

    [Fact]
    public void Refuses_a_threshold_that_no_distance_reaches() => Should.Throw<ArgumentOutOfRangeException>(() => KeyFrames.Find([], double.NaN));

    private static Picture Of(params byte[] greys) => new(greys.Length, 1, [.. greys.SelectMany(grey => Enumerable.Repeat(grey, 3))]);
}
