using System.IO.Compression;
using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class PngDecoderTests
{
    private static readonly DecodeLimits _small = new() { MaximumPixels = 10_000 };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(0, 4)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 4)]
    [InlineData(3, 8)]
    [InlineData(4, 8)]
    [InlineData(4, 16)]
    [InlineData(6, 8)]
    [InlineData(6, 16)]
    public void Gives_back_what_was_written(int colour, int depth)
    {
        foreach (var (width, height, isInterlaced) in new[] { (1, 1, false), (1, 1, true), (13, 9, false), (13, 9, true), (3, 5, true), (16, 16, true) })
        {
            var random = new SplittableRandom(3).Split((ulong)((colour * 1000) + (depth * 10) + width));
            var channels = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
            var samples = Enumerable.Range(0, width * height * channels).Select(_ => random.Next(1 << depth)).ToArray();
            var palette = Enumerable.Range(0, 3 << depth % 16).Select(index => (byte)(index * 7)).ToArray();
            (string, byte[])[] further = colour == 3 ? [("PLTE", palette)] : [];

            var picture = PictureDecoder.Decode(PngWriter.Write(width, height, depth, colour, isInterlaced, samples, random, further));

            (picture.Width, picture.Height).ShouldBe((width, height));
            for (var pixel = 0; pixel < width * height; pixel++)
            {
                var expected = Expected(colour, depth, samples.AsSpan(pixel * channels, channels), palette);
                picture.Pixels.Slice(3 * pixel, 3).ToArray().ShouldBe(expected, $"pixel {pixel} of {width} x {height}");
            }
        }
    }

    [Fact]
    public void Lays_colours_that_are_named_as_transparent_on_white()
    {
        var random = new SplittableRandom(1);
        var grey = PngWriter.Write(2, 1, 4, 0, false, [5, 6], random, ("tRNS", [0, 6]));
        var rgb = PngWriter.Write(2, 1, 8, 2, false, [1, 2, 3, 1, 2, 4], random, ("tRNS", [0, 1, 0, 2, 0, 4]));
        var palette = PngWriter.Write(3, 1, 2, 3, false, [0, 1, 2], random, ("PLTE", [10, 20, 30, 0, 0, 0, 40, 50, 60]), ("tRNS", [0, 51]));

        PictureDecoder.Decode(grey).Pixels.ToArray().ShouldBe([85, 85, 85, 255, 255, 255]);
        PictureDecoder.Decode(rgb).Pixels.ToArray().ShouldBe([1, 2, 3, 255, 255, 255]);
        PictureDecoder.Decode(palette).Pixels.ToArray().ShouldBe([255, 255, 255, 204, 204, 204, 40, 50, 60]);
    }

    [Theory]
    [InlineData(20_000, 20_000, "The header states a picture of 20,000 x 20,000; the limit is 25,000,000 pixels.")]
    [InlineData(5_000, 5_000, "cannot hold the 5000 x 5000 that its header states")]
    [InlineData(0, 1, "The header states a picture of 0 x 1")]
    [InlineData(-1, 1, "The header states a picture of 4,294,967,295 x 1")]
    public void Refuses_a_size_before_it_takes_memory(int width, int height, string why)
    {
        var bytes = Resized(Good(6, 8, false), width, height);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var exception = Should.Throw<MediaException>(() => PictureDecoder.Decode(bytes));

        exception.Message.ShouldContain(why);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public void Reads_no_more_of_a_bomb_than_its_header_states()
    {
        using var data = new MemoryStream();
        using (var deflated = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var megabyte = 0; megabyte < 64; megabyte++)
            {
                deflated.Write(zeros);
            }
        }

        var bomb = PngWriter.Chunks(("IHDR", [0, 0, 0, 16, 0, 0, 0, 16, 8, 0, 0, 0, 0]), ("IDAT", data.ToArray()), ("IEND", []));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<MediaException>(() => PictureDecoder.Decode(bomb)).Message.ShouldBe("The PNG picture is damaged: it holds more data than its header states.");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(5_000_000);
    }

    [Fact]
    public void Refuses_a_file_cut_anywhere()
    {
        var good = Good(2, 8, true);

        for (var length = 0; length < good.Length; length++)
        {
            Should.Throw<MediaException>(() => PictureDecoder.Decode(good.AsSpan(0, length)), $"cut after {length}");
        }
    }

    [Fact]
    public void Refuses_every_changed_bit_where_it_stands()
    {
        var good = Good(3, 4, false);

        for (var bit = 0; bit < 8 * good.Length; bit++)
        {
            var bad = (byte[])good.Clone();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));

            Should.Throw<MediaException>(() => PictureDecoder.Decode(bad, _small), $"bit {bit % 8} of byte {bit / 8}");
        }
    }

    [Theory]
    [InlineData(2, 8, false)]
    [InlineData(3, 4, true)]
    [InlineData(6, 16, true)]
    [InlineData(0, 1, false)]
    public void Reads_or_refuses_whatever_is_damaged_beneath_right_checksums(int colour, int depth, bool isInterlaced) =>
        Damage.Try(Good(colour, depth, isInterlaced), 600, 9, bad => PictureDecoder.Decode(bad, _small), PngWriter.Repair).ShouldBeInRange(300, 599);

    private static byte[] Good(int colour, int depth, bool isInterlaced)
    {
        var random = new SplittableRandom(5);
        var samples = Enumerable.Range(0, 20 * 15 * 4).Select(_ => random.Next(1 << depth)).ToArray();
        return PngWriter.Write(20, 15, depth, colour, isInterlaced, samples, random, [("PLTE", new byte[48])]);
    }

    private static byte[] Resized(byte[] file, int width, int height)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        return PngWriter.Repair(file);
    }

    private static byte[] Expected(int colour, int depth, ReadOnlySpan<int> samples, byte[] palette)
    {
        var most = (1 << depth) - 1.0;
        if (colour == 3)
        {
            return palette[(3 * samples[0])..(3 * (samples[0] + 1))];
        }

        var opacity = colour switch { 4 => Math.Round(255 * samples[1] / most), 6 => Math.Round(255 * samples[3] / most), _ => 255 };
        var result = new byte[3];
        for (var channel = 0; channel < 3; channel++)
        {
            var value = Math.Round(255 * samples[colour is 2 or 6 ? channel : 0] / most);
            result[channel] = (byte)(255 - Math.Round((255 - value) * opacity / 255));
        }

        return result;
    }
}
