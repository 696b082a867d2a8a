using System.Text;

namespace Marquee.Media.Tests;

public class TfRecordReaderTests
{
    // The check value of CRC-32C is 0xE3069283 over "123456789" (RFC 3720); masked as TensorFlow masks it.
    [Fact]
    public void Knows_the_masked_checksum() => TfRecordReader.Checksum("123456789"u8).ShouldBe(unchecked(((0xE3069283 >> 15) | (0xE3069283 << 17)) + 0xA282EAD8));

    [Fact]
    public void Gives_back_the_records_of_a_file() =>
        Read(TfRecords.File("one"u8.ToArray(), [], "three"u8.ToArray())).Select(Encoding.ASCII.GetString).ShouldBe(["one", "", "three"]);

    [Fact]
    public void Has_no_records_in_an_empty_file() => Read([]).ShouldBeEmpty();

    [Fact]
    public void Names_the_record_that_is_damaged()
    {
        var file = TfRecords.File("one"u8.ToArray(), "two"u8.ToArray());
        file[^6] ^= 1;

        Should.Throw<MediaException>(() => Read(file)).Message.ShouldBe("a.tfrecord, record 2: the checksum does not match the content; the file was changed or damaged.");
    }

    [Fact]
    public void Refuses_every_changed_bit()
    {
        var good = TfRecords.File("one"u8.ToArray(), "two"u8.ToArray());

        for (var bit = 0; bit < 8 * good.Length; bit++)
        {
            var bad = (byte[])good.Clone();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));

            Should.Throw<MediaException>(() => Read(bad), $"bit {bit % 8} of byte {bit / 8}");
        }
    }

    [Fact]
    public void Refuses_a_file_cut_within_a_record()
    {
        var good = TfRecords.File("one"u8.ToArray());

        for (var length = 1; length < good.Length; length++)
        {
            Should.Throw<MediaException>(() => Read(good[..length]), $"cut after {length}");
        }
    }

    [Fact]
    public void Refuses_a_length_beyond_the_limit_or_the_file()
    {
        var file = TfRecords.File(new byte[100]);

        Should.Throw<MediaException>(() => TfRecordReader.Read(new MemoryStream(file), new DecodeLimits { MaximumBytes = 99 }).ToArray())
            .Message.ShouldContain("the record has 100 bytes; the limit is 99");
        Should.Throw<MediaException>(() => Read(TfRecords.Header(200_000_000))).Message.ShouldContain("record 1: the file ends too soon");
    }

    private static byte[][] Read(byte[] file) => [.. TfRecordReader.Read(new MemoryStream(file), name: "a.tfrecord")];
}
