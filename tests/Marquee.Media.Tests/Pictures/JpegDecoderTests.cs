using System.Security.Cryptography;
using Marquee.Testing;

namespace Marquee.Media.Tests;

public class JpegDecoderTests
{
    private static readonly DecodeLimits _small = new() { MaximumPixels = 10_000 };

    // The beginning of SHA-256 of the pixels, as djpeg of libjpeg-turbo 2.1.5 gives them (-dct int).
    [Theory]
    [InlineData("baseline-444", "2F275346405E4E01")]
    [InlineData("grey", "96D0BA82518E37BE")]
    [InlineData("mixed", "1BD67CA144B65E55")]
    [InlineData("optimized-420", "17AADD87EE61251B")]
    [InlineData("progressive-411", "6ECA110256E819F9")]
    [InlineData("progressive-420", "A62D1BF6D00A90C6")]
    [InlineData("progressive-440", "E22B35EAD32D61D7")]
    [InlineData("restart-422", "0032075FF99D62C4")]
    [InlineData("rgb", "6AE32A868C6120D0")]
    [InlineData("separate", "17AADD87EE61251B")]
    public void Gives_the_pixels_of_the_reference_decoder(string name, string hash)
    {
        var picture = PictureDecoder.Decode(Files.Read("Pictures", $"{name}.jpg"));

        (picture.Width, picture.Height).ShouldBe((45, 35));
        Convert.ToHexString(SHA256.HashData(picture.Pixels)).ShouldStartWith(hash);
    }

    [Fact]
    public void Reads_the_posters_of_real_films()
    {
        var folder = Path.Combine(RealData.Folder("movielens-100k-media"), "posters");

        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Take(50))
        {
            var picture = PictureDecoder.DecodeFile(path);

            picture.Width.ShouldBe(92, path);
            picture.Pixels.Length.ShouldBe(92 * 3 * picture.Height);
        }
    }

    [Theory]
    [InlineData("Adobe inks, dark", 0, true, 200, 100, 50, 255, 200, 100, 50)]
    [InlineData("Adobe inks under black", 0, true, 200, 100, 50, 51, 40, 20, 10)]
    [InlineData("inks", 0, false, 55, 155, 205, 0, 200, 100, 50)]
    [InlineData("luma of light", 2, true, 77, 128, 128, 255, 77, 77, 77)]
    public void Reads_four_colours(string what, byte transform, bool isAdobe, byte first, byte second, byte third, byte fourth, byte red, byte green, byte blue)
    {
        var picture = PictureDecoder.Decode(FlatJpeg.Make([first, second, third, fourth], isAdobe ? transform : null));

        picture.Pixels[..3].ToArray().ShouldBe([red, green, blue], what);
        picture.Pixels[^3..].ToArray().ShouldBe([red, green, blue], what);
    }

    [Fact]
    public void Takes_an_Adobe_file_without_a_transform_for_red_green_and_blue() =>
        PictureDecoder.Decode(FlatJpeg.Make([10, 20, 30], adobeTransform: 0)).Pixels[..3].ToArray().ShouldBe([10, 20, 30]);

    [Fact]
    public void Names_what_it_does_not_read() =>
        Should.Throw<MediaException>(() => PictureDecoder.Decode(Files.Read("Pictures", "arithmetic.jpg"), name: "poster.jpg"))
            .Message.ShouldBe("poster.jpg: The JPEG picture is coded arithmetically, which is not read.");

    [Theory]
    [InlineData(20_000, 20_000, "The header states a picture of 20,000 x 20,000; the limit is 25,000,000 pixels.")]
    [InlineData(5_000, 5_000, "cannot hold the 5000 x 5000 that its header states")]
    [InlineData(0, 16, "The header states a picture of 0 x 16")]
    [InlineData(16, 0, "The header states a picture of 16 x 0")]
    public void Refuses_a_size_before_it_takes_memory(int width, int height, string why)
    {
        var bytes = FlatJpeg.Make([100], null, width, height);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var exception = Should.Throw<MediaException>(() => PictureDecoder.Decode(bytes));

        exception.Message.ShouldContain(why);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Theory]
    [InlineData("optimized-420")]
    [InlineData("progressive-420")]
    public void Refuses_a_file_cut_anywhere(string name)
    {
        var good = Files.Read("Pictures", $"{name}.jpg");

        for (var length = 0; length < good.Length; length++)
        {
            Should.Throw<MediaException>(() => PictureDecoder.Decode(good.AsSpan(0, length)), $"cut after {length}");
        }
    }

    [Theory]
    [InlineData("baseline-444")]
    [InlineData("restart-422")]
    [InlineData("progressive-411")]
    [InlineData("progressive-420")]
    [InlineData("grey")]
    [InlineData("separate")]
    public void Reads_or_refuses_whatever_is_damaged(string name) =>
        Damage.Try(Files.Read("Pictures", $"{name}.jpg"), 600, 8, bad => PictureDecoder.Decode(bad, _small)).ShouldBeGreaterThan(200);

    [Fact]
    public void Refuses_a_scan_that_gives_the_same_again()
    {
        var good = FlatJpeg.Make([100], null);
        var scan = good.AsSpan().IndexOf<byte>([0xFF, 0xDA]);

        Should.Throw<MediaException>(() => PictureDecoder.Decode([.. good[..^2], .. good[scan..]])).Message.ShouldContain("again, or out of order");
    }
}
