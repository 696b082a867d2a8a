using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class PlaneAugmentationTests
{
    private static readonly PlaneShape Small = new(5, 7, 3);

    public static TheoryData<string, IAugmentation> All => new()
    {
        { "crop", new RandomCrop(4, 6, 2) },
        { "resized crop", new ResizedCrop(6, 4) },
        { "flip", new HorizontalFlip() },
        { "jitter", new ColourJitter() },
        { "grey", new Greyscale(0.5) },
        { "cut-out", new CutOut(3, 2) },
        { "rotation", new Rotation(40) },
        { "blur", new Blur() },
        { "masks", new SpecAugment(1, 2, 1, 2, 1) },
        { "sometimes", new Sometimes(new Rotation(40), 0.5) },
        { "chain", new AugmentationChain(new HorizontalFlip(), new RandomCrop(5, 5), new ColourJitter(), new ResizedCrop(4, 4), new Rotation(), new Greyscale()) },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Gives_the_same_view_by_the_same_chance_and_others_by_other_chance(string name, IAugmentation augmentation)
    {
        var source = Views.Drawn(Small);

        var views = Enumerable.Range(0, 20).Select(seed => Views.Of(augmentation, source, Small, (ulong)seed)).ToArray();

        Views.Of(augmentation, source, Small, 3).ShouldBe(views[3], name);
        views.Any(view => !view.SequenceEqual(views[0])).ShouldBeTrue(name);
        views.SelectMany(view => view).ShouldAllBe(number => number >= 0 && number <= 1, name);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Leaves_the_example_as_it_is(string name, IAugmentation augmentation)
    {
        var source = Views.Drawn(Small);

        Views.Of(augmentation, source, Small);

        source.ShouldBe(Views.Drawn(Small), name);
    }

    [Fact]
    public void Crop_takes_every_window_and_no_other()
    {
        var shape = new PlaneShape(3, 4, 1);
        var source = Views.Counting(shape);

        var firsts = new HashSet<float>();
        for (var seed = 0UL; seed < 100; seed++)
        {
            var view = Views.Of(new RandomCrop(2, 3), source, shape, seed);
            firsts.Add(view[0]);
            view.ShouldBe([view[0], view[0] + 1, view[0] + 2, view[0] + 4, view[0] + 5, view[0] + 6]);
        }

        firsts.Order().ShouldBe([0, 1, 4, 5]);
    }

    [Fact]
    public void Crop_continues_a_plane_by_its_mirror_image()
    {
        // A line of a, b, c continued by two on each side is c b a b c b a; pieces of four of it.
        var shape = new PlaneShape(1, 3, 2);
        float[] source = [1, 10, 2, 20, 3, 30];

        var views = new HashSet<string>();
        for (var seed = 0UL; seed < 100; seed++)
        {
            var view = Views.Of(new RandomCrop(1, 4, 2), source, shape, seed);
            view.Where((_, at) => at % 2 == 1).ShouldBe(view.Where((_, at) => at % 2 == 0).Select(number => 10 * number));
            views.Add(string.Concat(view.Where((_, at) => at % 2 == 0)));
        }

        views.Order().ShouldBe(["1232", "2123", "2321", "3212"]);
    }

    [Fact]
    public void Crop_refuses_a_piece_larger_than_the_plane() =>
        Should.Throw<ArgumentException>(() => new RandomCrop(9, 3, 1).ShapeOf(Small)).Message.ShouldContain("A piece of 9 lines cannot be cut from 5 with 1 added on each side.");

    [Fact]
    public void Crop_refuses_more_padding_than_a_mirror_image_has() =>
        Should.Throw<ArgumentException>(() => new RandomCrop(3, 3, 5).ShapeOf(Small)).Message.ShouldContain("5 lines cannot be continued by 5: a mirror image has 4 at most.");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Flip_exchanges_left_and_right_and_keeps_channels(int channels)
    {
        var shape = new PlaneShape(2, 3, channels);
        var view = Views.Of(new HorizontalFlip(1), Views.Counting(shape), shape);

        for (var y = 0; y < 2; y++)
        {
            for (var x = 0; x < 3; x++)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    view[(((y * 3) + x) * channels) + channel].ShouldBe((((y * 3) + 2 - x) * channels) + channel);
                }
            }
        }
    }

    [Fact]
    public void Flip_happens_in_half_of_the_views()
    {
        var shape = new PlaneShape(1, 2, 1);

        Enumerable.Range(0, 1000).Count(seed => Views.Of(new HorizontalFlip(), [0, 1], shape, (ulong)seed)[0] == 1).ShouldBeInRange(440, 560);
    }

    [Fact]
    public void Grey_is_the_brightness_in_every_channel() =>
        Views.Of(new Greyscale(1), [1, 0, 0, 0, 1, 0, 0, 0, 1, 0.5f, 0.5f, 0.5f], new PlaneShape(2, 2, 3))
            .ShouldBe([0.299f, 0.299f, 0.299f, 0.587f, 0.587f, 0.587f, 0.114f, 0.114f, 0.114f, 0.5f, 0.5f, 0.5f], 1e-6);

    [Fact]
    public void Grey_refuses_what_has_no_colours() =>
        Should.Throw<ArgumentException>(() => ((IAugmentation)new Greyscale()).ShapeOf(new PlaneShape(4, 4, 1))).Message.ShouldContain("Greyscale changes colours");

    [Fact]
    public void Jitter_of_no_strength_changes_nothing() =>
        Views.Of(new ColourJitter(0, 0, 0, 0), Views.Drawn(Small), Small).ShouldBe(Views.Drawn(Small), 2e-6);

    [Fact]
    public void Jitter_of_brightness_multiplies_by_one_factor()
    {
        var source = Views.Drawn(Small).Select(number => number / 2).ToArray();

        var view = Views.Of(new ColourJitter(0.5, 0, 0, 0), source, Small, 5);

        var factor = view[0] / source[0];
        factor.ShouldBeInRange(0.5f, 1.5f);
        view.ShouldBe(source.Select(number => number * factor), 2e-6);
    }

    [Fact]
    public void Jitter_of_contrast_keeps_the_mean_brightness()
    {
        var source = Views.Drawn(Small).Select(number => 0.4f + (number / 5)).ToArray();

        var view = Views.Of(new ColourJitter(0, 0.5, 0, 0), source, Small, 6);

        Brightness(view).Average().ShouldBe(Brightness(source).Average(), 1e-5);
        view.Zip(source).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeGreaterThan(0.01f);
    }

    [Fact]
    public void Jitter_of_saturation_and_hue_keeps_the_brightness_of_every_pixel()
    {
        var source = Views.Drawn(Small).Select(number => 0.4f + (number / 5)).ToArray();

        var view = Views.Of(new ColourJitter(0, 0, 0.5, 0.5), source, Small, 5);

        Brightness(view).ToArray().ShouldBe(Brightness(source).ToArray(), 1e-5);
        view.Zip(source).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeGreaterThan(0.01f);
    }

    [Fact]
    public void A_third_of_a_turn_of_hue_moves_red_towards_green()
    {
        var transform = ColourTransform.Identity;
        transform.TurnHue(-2 * MathF.PI / 3);

        float[] pixels = [0.6f, 0.2f, 0.2f];
        transform.Apply(pixels);

        pixels[1].ShouldBeGreaterThan(pixels[0]);
        pixels[1].ShouldBeGreaterThan(pixels[2]);
    }

    [Fact]
    public void Colours_change_alike_in_vectors_and_one_by_one()
    {
        var transform = ColourTransform.Identity;
        transform.TurnHue(0.3f);
        transform.Saturate(1.4f);
        transform.Scale(0.8f);
        transform.Add(0.05f);
        var pixels = Views.Drawn(new PlaneShape(1, 23, 3));
        var alone = new List<float>();
        for (var at = 0; at < pixels.Length; at += 3)
        {
            float[] pixel = pixels[at..(at + 3)];
            transform.Apply(pixel);
            alone.AddRange(pixel);
        }

        transform.Apply(pixels);

        pixels.ShouldBe(alone);
    }

    [Fact]
    public void Cut_out_covers_a_square_with_the_mean()
    {
        var shape = new PlaneShape(6, 6, 2);
        var source = Views.Drawn(shape);
        var means = (float[])[source.Where((_, at) => at % 2 == 0).Average(), source.Where((_, at) => at % 2 == 1).Average()];

        var view = Views.Of(new CutOut(3), source, shape, 4);

        var covered = Enumerable.Range(0, 36).Where(place => view[2 * place] != source[2 * place]).ToArray();
        covered.Length.ShouldBeInRange(4, 9);
        covered.ShouldAllBe(place => Math.Abs(view[2 * place] - means[0]) < 1e-6 && Math.Abs(view[(2 * place) + 1] - means[1]) < 1e-6);
        (covered.Max(place => place / 6) - covered.Min(place => place / 6)).ShouldBeLessThan(3);
        (covered.Max(place => place % 6) - covered.Min(place => place % 6)).ShouldBeLessThan(3);
    }

    [Fact]
    public void A_quarter_turn_turns_anticlockwise()
    {
        var view = new float[9];
        Rotation.Turn(Views.Counting(new PlaneShape(3, 3, 1)), new PlaneShape(3, 3, 1), view, 90);

        view.ShouldBe([2, 5, 8, 1, 4, 7, 0, 3, 6], 1e-5);
    }

    [Fact]
    public void Blur_is_the_gaussian_that_defines_it()
    {
        var shape = new PlaneShape(9, 9, 1);
        var source = new float[81];
        source[40] = 1;

        var view = Views.Of(new Blur(1, 1), source, shape);

        // Weights exp(-t^2 / 2) over -3 to 3, divided by their sum 2.5059...
        var sum = Enumerable.Range(-3, 7).Sum(t => Math.Exp(-t * t / 2.0));
        view[40].ShouldBe((float)(1 / (sum * sum)), 1e-6);
        view[42].ShouldBe((float)(Math.Exp(-2) / (sum * sum)), 1e-6);
        view[31 - 1].ShouldBe((float)(Math.Exp(-1) / (sum * sum)), 1e-6);
        view.Sum().ShouldBe(1, 1e-5);
    }

    [Fact]
    public void A_chain_is_its_steps_one_after_the_other()
    {
        var steps = (IAugmentation[])[new HorizontalFlip(), new Rotation(30), new ColourJitter(), new RandomCrop(4, 6), new CutOut(2), new Blur(), new Greyscale(0.5)];
        var random = new SplittableRandom(12);
        var (expected, shape) = (Views.Drawn(Small), Small);
        foreach (var step in steps)
        {
            var next = new float[step.ShapeOf(shape).Count];
            step.Apply(expected, shape, next, random);
            (expected, shape) = (next, step.ShapeOf(shape));
        }

        Views.Of(new AugmentationChain(steps), Views.Drawn(Small), Small, 12).ShouldBe(expected);
    }

    [Fact]
    public void A_chain_of_nothing_gives_the_example() => Views.Of(new AugmentationChain(), Views.Drawn(Small), Small).ShouldBe(Views.Drawn(Small));

    [Fact]
    public void A_chain_allocates_nothing()
    {
        var chain = new AugmentationChain(new RandomCrop(32, 32, 4), new HorizontalFlip(), new ColourJitter(), new Sometimes(new Blur(), 0.5), new ResizedCrop(24, 24), new CutOut(8), new Greyscale());
        var shape = new PlaneShape(32, 32, 3);
        var (source, target, random) = (Views.Drawn(shape), new float[24 * 24 * 3], new SplittableRandom(1));
        for (var view = 0; view < 200; view++)
        {
            chain.Apply(source, shape, target, random);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var view = 0; view < 20; view++)
        {
            chain.Apply(source, shape, target, random);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Sometimes_leaves_alone_as_often_as_asked()
    {
        var shape = new PlaneShape(1, 2, 1);

        Enumerable.Range(0, 1000).Count(seed => Views.Of(new Sometimes(new HorizontalFlip(1), 0.3), [0, 1], shape, (ulong)seed)[0] == 1).ShouldBeInRange(240, 360);
    }

    [Fact]
    public void Sometimes_refuses_what_changes_the_size() =>
        Should.Throw<ArgumentException>(() => ((IAugmentation)new Sometimes(new RandomCrop(2, 2), 0.5)).ShapeOf(Small)).Message.ShouldContain("must leave examples of 5 x 7 x 3 as they lie");

    private static IEnumerable<float> Brightness(float[] pixels) =>
        pixels.Chunk(3).Select(pixel => (0.299f * pixel[0]) + (0.587f * pixel[1]) + (0.114f * pixel[2]));
}
