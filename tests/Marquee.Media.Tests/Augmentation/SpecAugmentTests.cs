namespace Marquee.Media.Tests;

public class SpecAugmentTests
{
    private static readonly PlaneShape Shape = new(30, 12, 1);

    [Fact]
    public void Masks_whole_frames_with_the_mean()
    {
        var source = Views.Drawn(Shape);

        var view = Views.Of(new SpecAugment(1, 8, 0, 0, 0), source, Shape, 3);

        var covered = Enumerable.Range(0, 30).Where(frame => view[frame * 12] != source[frame * 12]).ToArray();
        covered.Length.ShouldBeInRange(1, 8);
        covered.ShouldBe(Enumerable.Range(covered[0], covered.Length));
        covered.ShouldAllBe(frame => view.AsSpan(frame * 12, 12).ToArray().All(level => Math.Abs(level - source.Average()) < 1e-5));
    }

    [Fact]
    public void Masks_whole_bands_and_no_more_than_a_third()
    {
        var source = Views.Drawn(Shape);
        for (var seed = 0UL; seed < 30; seed++)
        {
            var view = Views.Of(new SpecAugment(0, 0, 1, 100, 0), source, Shape, seed);

            var covered = Enumerable.Range(0, 12).Where(band => view[band] != source[band]).ToArray();
            covered.Length.ShouldBeLessThanOrEqualTo(4);
            covered.ShouldAllBe(band => Enumerable.Range(0, 30).All(frame => view[(frame * 12) + band] != source[(frame * 12) + band]));
        }
    }

    [Fact]
    public void A_warp_keeps_both_ends_and_the_order_of_time()
    {
        // A level that is the number of the frame: after the warp it still begins at 0, ends at 29 and never falls.
        var shape = new PlaneShape(30, 1, 1);
        var hasMoved = false;
        for (var seed = 0UL; seed < 50; seed++)
        {
            var view = Views.Of(new SpecAugment(0, 0, 0, 0, 5), Views.Counting(shape), shape, seed);

            view[0].ShouldBe(0, 1e-5);
            view[^1].ShouldBe(29, 1e-4);
            view.Zip(view.Skip(1)).ShouldAllBe(pair => pair.Second > pair.First);
            view.Select((level, frame) => Math.Abs(level - frame)).Max().ShouldBeLessThanOrEqualTo(5.001f);
            hasMoved |= Math.Abs(view[15] - 15) > 1;
        }

        hasMoved.ShouldBeTrue();
    }
}
