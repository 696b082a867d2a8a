namespace Marquee.Media.Tests;

public class MediaFormatsTests
{
    [Theory]
    [InlineData("\u00FF\u00D8\u00FF\u00E0", MediaFormat.Jpeg)]
    [InlineData("\u0089PNG\r\n", MediaFormat.Png)]
    [InlineData("GIF89a", MediaFormat.Gif)]
    [InlineData("RIFF....WEBPVP8 ", MediaFormat.WebP)]
    [InlineData("RIFF....WAVEfmt ", MediaFormat.Wave)]
    [InlineData("RIFF....AVI LIST", MediaFormat.Avi)]
    [InlineData("RIFF....ACON", MediaFormat.Unknown)]
    [InlineData("OggS\0", MediaFormat.Ogg)]
    [InlineData("fLaC\0", MediaFormat.Flac)]
    [InlineData("ID3\u0003", MediaFormat.Mp3)]
    [InlineData("\u00FF\u00FB\u0090\u0064", MediaFormat.Mp3)]
    [InlineData("\u00FF\u00F1\u0050\u0080", MediaFormat.Aac)]
    [InlineData("\0\0\0\u0020ftypisom", MediaFormat.Mp4)]
    [InlineData("\u001AE\u00DF\u00A3", MediaFormat.Matroska)]
    [InlineData("\0\0\u0001\u00BA", MediaFormat.ProgramStream)]
    [InlineData("#EXTM3U\nhttp://example.org/a.ts", MediaFormat.Unknown)]
    [InlineData("ffconcat version 1.0\nfile /etc/passwd", MediaFormat.Unknown)]
    [InlineData("", MediaFormat.Unknown)]
    [InlineData("BM", MediaFormat.Unknown)]
    public void Knows_a_format_by_its_first_bytes(string beginning, MediaFormat format) =>
        MediaFormats.Recognize(System.Text.Encoding.Latin1.GetBytes(beginning)).ShouldBe(format);

    [Fact]
    public void Tells_ffmpeg_the_format_of_all_that_are_known() =>
        Enum.GetValues<MediaFormat>().Where(format => Ffmpeg.Demuxer(format) is null).ShouldBe([MediaFormat.Unknown]);
}
