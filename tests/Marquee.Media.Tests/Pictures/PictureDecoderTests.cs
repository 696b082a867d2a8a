namespace Marquee.Media.Tests;

public class PictureDecoderTests
{
    [Fact]
    public void Tells_the_format_by_the_content_and_not_by_the_name() =>
        PictureDecoder.Decode(Files.Read("Pictures", "grey.jpg"), name: "poster.png").Width.ShouldBe(45);

    [Fact]
    public void Reads_a_stream_from_where_it_stands()
    {
        using var stream = new MemoryStream([1, 2, 3, .. Files.Read("Pictures", "grey.jpg")]);
        stream.Position = 3;

        PictureDecoder.Decode(stream).Height.ShouldBe(35);
    }

    [Theory]
    [InlineData("", "The file is empty; a JPEG or PNG picture was expected.")]
    [InlineData("hello, world", "The file is of no known format; a JPEG or PNG picture was expected.")]
    [InlineData("RIFF....WAVEfmt ", "The file is a WAV sound; a JPEG or PNG picture was expected.")]
    [InlineData("GIF89a", "The file is a GIF picture; a JPEG or PNG picture was expected.")]
    public void Says_what_a_file_is_that_is_no_picture(string content, string message) =>
        Should.Throw<MediaException>(() => PictureDecoder.Decode(System.Text.Encoding.Latin1.GetBytes(content), name: "a.jpg")).Message.ShouldBe($"a.jpg: {message}");

    [Fact]
    public void Says_which_file_is_not_there()
    {
        var message = Should.Throw<MediaException>(() => PictureDecoder.DecodeFile("no/such/poster.jpg")).Message;

        message.ShouldStartWith("no/such/poster.jpg: ");
    }

    [Fact]
    public void Reads_no_more_than_the_limit_of_an_endless_stream()
    {
        using var endless = new EndlessStream();

        Should.Throw<MediaException>(() => PictureDecoder.Decode(endless, new DecodeLimits { MaximumBytes = 100_000 }, "camera"))
            .Message.ShouldBe("camera: The file is longer than the limit of 100,000 bytes.");
        endless.Given.ShouldBeLessThan(300_000);
    }

    [Fact]
    public void Refuses_limits_that_are_none()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DecodeLimits { MaximumPixels = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new DecodeLimits { MaximumBytes = -1 });
        Should.Throw<ArgumentOutOfRangeException>(() => new DecodeLimits { MaximumSeconds = double.NaN });
        Should.Throw<ArgumentOutOfRangeException>(() => new DecodeLimits { Timeout = TimeSpan.Zero });
    }

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
