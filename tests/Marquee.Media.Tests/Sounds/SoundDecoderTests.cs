using System.Buffers.Binary;
using Marquee.Testing;

namespace Marquee.Media.Tests;

public class SoundDecoderTests
{
    [Theory]
    [InlineData(1, 8, new byte[] { 0, 128, 192 }, new[] { -1f, 0f, 0.5f })]
    [InlineData(1, 16, new byte[] { 0, 128, 0, 0, 0, 64 }, new[] { -1f, 0f, 0.5f })]
    [InlineData(1, 24, new byte[] { 0, 0, 128, 0, 0, 0, 0, 0, 64 }, new[] { -1f, 0f, 0.5f })]
    [InlineData(1, 32, new byte[] { 0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 0, 64 }, new[] { -1f, 0f, 0.5f })]
    [InlineData(3, 32, new byte[] { 0, 0, 128, 191, 0, 0, 0, 0, 0, 0, 0, 63 }, new[] { -1f, 0f, 0.5f })]
    [InlineData(3, 64, new byte[] { 0, 0, 0, 0, 0, 0, 240, 191 }, new[] { -1f })]
    // Samples of ITU-T G.711: the loudest, the quietest and one between.
    [InlineData(6, 8, new byte[] { 0xAA, 0x2A, 0xD5, 0x55 }, new[] { 32256 / 32768f, -32256 / 32768f, 8 / 32768f, -8 / 32768f })]
    [InlineData(7, 8, new byte[] { 0x80, 0x00, 0xFF, 0x7F, 0x8F }, new[] { 32124 / 32768f, -32124 / 32768f, 0f, 0f, 16764 / 32768f })]
    public void Gives_samples_from_minus_1_to_1(int code, int bits, byte[] data, float[] samples)
    {
        var sound = SoundDecoder.Decode(Wave(code, 1, 8000, bits, data));

        sound.Rate.ShouldBe(8000);
        sound.Samples.ToArray().ShouldBe(samples);
    }

    [Fact]
    public void Goes_past_chunks_that_it_does_not_know()
    {
        var wave = Wave(1, 2, 44100, 16, [0, 64, 0, 192]);
        byte[] longer = [.. wave[..12], .. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0, .. wave[12..]];

        var sound = SoundDecoder.Decode(longer);

        (sound.Rate, sound.Channels, sound.Length).ShouldBe((44100, 2, 1));
        sound.Samples.ToArray().ShouldBe([0.5f, -0.5f]);
    }

    [Fact]
    public void Reads_the_extensible_form()
    {
        byte[] form = [0xFE, 0xFF, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0, 22, 0, 16, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 16, 0, 128, 0, 0, 170, 0, 56, 155, 113];

        SoundDecoder.Decode([.. "RIFF"u8, 70, 0, 0, 0, .. "WAVEfmt "u8, 40, 0, 0, 0, .. form, .. "data"u8, 2, 0, 0, 0, 0, 64]).Samples.ToArray().ShouldBe([0.5f]);
    }

    [Fact]
    public void Reads_spoken_digits()
    {
        var path = Path.Combine(RealData.Folder("spoken-digits"), "0_george_0.wav");

        var sound = SoundDecoder.DecodeFile(path);

        (sound.Rate, sound.Channels).ShouldBe((8000, 1));
        sound.Duration.TotalSeconds.ShouldBeInRange(0.1, 2);
        sound.Samples.ToArray().Max().ShouldBeInRange(0.01f, 1f);
    }

    [Theory]
    [InlineData(2, 1, 8000, 4, "The WAV sound is coded as 2 with 4 bits")]
    [InlineData(1, 0, 8000, 16, "0 channels at 8,000 Hz")]
    [InlineData(1, 1, 0, 16, "1 channels at 0 Hz")]
    [InlineData(1, 1, 8000, 12, "coded as 1 with 12 bits")]
    public void Says_what_it_does_not_read(int code, int channels, int rate, int bits, string why) =>
        Should.Throw<MediaException>(() => SoundDecoder.Decode(Wave(code, channels, rate, bits, [0, 0]))).Message.ShouldContain(why);

    [Fact]
    public void Refuses_data_that_states_more_than_there_is()
    {
        var endless = Wave(1, 1, 8000, 16, [0, 0, 0, 0]);
        BinaryPrimitives.WriteUInt32LittleEndian(endless.AsSpan(40), uint.MaxValue);

        Should.Throw<MediaException>(() => SoundDecoder.Decode(endless, name: "a.wav"))
            .Message.ShouldBe("a.wav: The WAV sound is cut or damaged: the chunk at byte 36 states 4,294,967,295 bytes, and 4 follow.");
    }

    [Fact]
    public void Refuses_what_lasts_too_long() =>
        Should.Throw<MediaException>(() => SoundDecoder.Decode(Wave(1, 1, 10, 8, new byte[101]), new DecodeLimits { MaximumSeconds = 10 }))
            .Message.ShouldBe("The sound lasts 10 seconds; the limit is 10.");

    [Fact]
    public void Refuses_numbers_that_are_none() =>
        Should.Throw<MediaException>(() => SoundDecoder.Decode(Wave(3, 1, 8000, 32, [0, 0, 192, 127]))).Message.ShouldContain("sample 0 is not a number");

    [Fact]
    public void Refuses_a_file_cut_anywhere()
    {
        var good = Wave(1, 1, 8000, 16, new byte[64]);

        for (var length = 0; length < good.Length; length++)
        {
            Should.Throw<MediaException>(() => SoundDecoder.Decode(good.AsSpan(0, length)), $"cut after {length}");
        }
    }

    [Fact]
    public void Reads_or_refuses_whatever_is_damaged() =>
        Damage.Try(Wave(1, 2, 8000, 24, new byte[60]), 3000, 2, bad => SoundDecoder.Decode(bad)).ShouldBeInRange(500, 2900);

    private static byte[] Wave(int code, int channels, int rate, int bits, byte[] data)
    {
        var header = new byte[44];
        "RIFF"u8.CopyTo(header);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), 36 + data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), (short)code);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), rate * channels * bits / 8);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), (short)(channels * bits / 8));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), (short)bits);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), data.Length);
        return [.. header, .. data];
    }
}
