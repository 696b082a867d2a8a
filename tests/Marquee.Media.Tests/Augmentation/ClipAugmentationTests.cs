using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class ClipAugmentationTests
{
    // Ten pictures a second whose red is their number, and sound whose level is the number of the picture that is seen, over 100.
    private static readonly Clip Source = new(
        [.. Enumerable.Range(0, 100).Select(frame => new Picture(2, 1, [(byte)frame, 0, 0, (byte)frame, 0, 100]))],
        10,
        new Sound(1000, 2, [.. Enumerable.Range(0, 20_000).Select(at => (at % 2 == 0 ? 1 : -1) * (at / 2 / 100) / 100f)]));

    [Fact]
    public void Moves_pictures_and_sound_together()
    {
        var starts = new HashSet<int>();
        for (var seed = 0UL; seed < 20; seed++)
        {
            var view = new ClipAugmentation(2, 0.5, 2).Apply(Source, new SplittableRandom(seed));

            view.Frames.Count.ShouldBe(20);
            view.Sound!.Length.ShouldBe(2000);
            starts.Add(view.Frames[0].Pixels[0]);
            foreach (var frame in (int[])[1, 5, 10, 18])
            {
                // The picture of a moment is the nearest one, the sound that moment's: they differ by a picture at most.
                double seen = view.Frames[frame].Pixels[0];
                (100 * view.Sound.Samples[frame * 100 * 2]).ShouldBe((float)seen, 1.2);
                (-100 * view.Sound.Samples[(frame * 100 * 2) + 1]).ShouldBe((float)seen, 1.2);
            }
        }

        starts.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Changes_all_pictures_by_one_chance()
    {
        for (var seed = 0UL; seed < 10; seed++)
        {
            var view = new ClipAugmentation(1, 1, 1, new HorizontalFlip()).Apply(Source, new SplittableRandom(seed));

            view.Frames.Select(frame => frame.Pixels[2]).Distinct().Count().ShouldBe(1);
        }
    }

    [Fact]
    public void Changes_every_channel_of_the_sound_alike()
    {
        var view = new ClipAugmentation(1, 1, 1, wave: new Gain(6, 6)).Apply(Source, new SplittableRandom(1));
        var plain = new ClipAugmentation(1, 1, 1).Apply(Source, new SplittableRandom(1));

        view.Sound!.Samples.ToArray().ShouldBe(plain.Sound!.Samples.ToArray().Select(sample => sample * 1.995262f), 1e-4);
    }

    [Fact]
    public void Continues_a_clip_that_is_too_short_by_its_last_picture_and_silence()
    {
        var view = new ClipAugmentation(12, 1, 1).Apply(Source, new SplittableRandom(1));

        view.Frames.Count.ShouldBe(120);
        view.Frames[119].Pixels[0].ShouldBe((byte)99);
        view.Sound!.Samples[^2].ShouldBe(0);
    }

    [Fact]
    public void Has_no_sound_where_the_clip_has_none() =>
        new ClipAugmentation(1).Apply(Source with { Sound = null }, new SplittableRandom(1)).Sound.ShouldBeNull();
}
