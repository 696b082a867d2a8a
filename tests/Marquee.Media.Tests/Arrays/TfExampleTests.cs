using System.Text;

namespace Marquee.Media.Tests;

public class TfExampleTests
{
    [Fact]
    public void Reads_each_kind_of_feature()
    {
        var record = TfRecords.Example(
            ("name", 1, [.. TfRecords.Field(1, "a"u8.ToArray()), .. TfRecords.Field(1, "bc"u8.ToArray())]),
            ("numbers", 2, TfRecords.Field(1, TfRecords.Singles([0.5f, -2f]))),
            ("whole", 3, TfRecords.Field(1, [.. TfRecords.VariableLength(300), .. TfRecords.VariableLength(ulong.MaxValue)])));

        var features = TfExample.Parse(record).Features;

        features["name"].Bytes.Select(Encoding.ASCII.GetString).ShouldBe(["a", "bc"]);
        features["numbers"].Singles.ShouldBe([0.5f, -2f]);
        features["whole"].Integers.ShouldBe([300, -1]);
    }

    [Fact]
    public void Reads_numbers_that_were_not_packed()
    {
        // Field 1 again and again: wire type 5 for singles, 0 for whole numbers.
        byte[] singles = [0x0D, 0, 0, 0, 63, 0x0D, 0, 0, 0, 192];
        byte[] whole = [0x08, 0xAC, 0x02, 0x08, 7];

        var features = TfExample.Parse(TfRecords.Example(("numbers", 2, singles), ("whole", 3, whole))).Features;

        features["numbers"].Singles.ShouldBe([0.5f, -2f]);
        features["whole"].Integers.ShouldBe([300, 7]);
    }

    [Fact]
    public void Is_empty_where_nothing_is() => TfExample.Parse([]).Features.ShouldBeEmpty();

    [Theory]
    [InlineData(new byte[] { 0x0A, 5, 1 }, "goes beyond its end")]
    [InlineData(new byte[] { 0x0B }, "no wire type 3")]
    [InlineData(new byte[] { 0x80, 0x80 }, "a number does not end")]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1 }, "a number does not end")]
    public void Refuses_a_message_that_is_damaged(byte[] message, string why) => Should.Throw<MediaException>(() => TfExample.Parse(message)).Message.ShouldContain(why);

    [Fact]
    public void Reads_or_refuses_whatever_is_damaged() =>
        Damage.Try(
            TfRecords.Example(("numbers", 2, TfRecords.Field(1, TfRecords.Singles([1, 2, 3]))), ("whole", 3, TfRecords.Field(1, [1, 2, 3]))),
            3000,
            6,
            bad => TfExample.Parse(bad)).ShouldBeInRange(500, 2900);
}
