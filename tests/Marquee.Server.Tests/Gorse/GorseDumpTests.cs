using System.Text.Json;

namespace Marquee.Server.Tests;

public sealed class GorseDumpTests
{
    [Fact]
    public void Records_are_read_as_they_were_written()
    {
        var wire = new WireWriter();
        var user = new GorseUser { UserId = "u", Labels = JsonElement.Parse("""{"a":[1,2]}"""), Comment = "c" };
        DumpRecords.Write(wire, user);
        Text(DumpRecords.User(wire.Written.Span)).ShouldBe(Text(user));

        var item = new GorseItem { ItemId = "i", IsHidden = true, Categories = ["a", ""], Timestamp = "1921-02-06T00:00:00.5Z", Comment = "小黄人" };
        DumpRecords.Write(wire, item);
        Text(DumpRecords.Item(wire.Written.Span)).ShouldBe(Text(item));

        var feedback = new GorseFeedback { FeedbackType = "f", UserId = "u", ItemId = "i", Value = 2.5, Timestamp = "2024-05-01T20:15:30.1234567Z", Comment = "c" };
        DumpRecords.Write(wire, feedback);
        DumpRecords.FeedbackOf(wire.Written.Span).ShouldBe(feedback);
    }

    [Fact]
    public void A_record_stands_as_protocol_buffers_spell_it()
    {
        var wire = new WireWriter();
        DumpRecords.Write(wire, new GorseFeedback { FeedbackType = "f", UserId = "u", ItemId = "i", Value = 1, Timestamp = "1970-01-01T00:02:08Z" });
        Convert.ToHexString(wire.Written.Span).ShouldBe("120166" + "1A0175" + "220169" + "29000000000000F03F" + "3203088001");
    }

    [Fact]
    public void Fields_that_a_later_version_adds_are_passed_over()
    {
        // Field 1 (namespace), 9 (text), 12 (number), 13 (four bytes), 14 (eight bytes), and the user.
        var bytes = Convert.FromHexString("0A016E" + "4A0478787878" + "60FFFFFFFFFFFFFFFFFF01" + "6D01020304" + "710102030405060708" + "1A0175");
        DumpRecords.FeedbackOf(bytes).UserId.ShouldBe("u");
    }

    [Theory]
    [InlineData("1A05")]
    [InlineData("1AFFFFFFFFFFFFFFFFFF01")]
    [InlineData("08FFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("1B")]
    [InlineData("290000")]
    public void A_damaged_record_is_told_as_one(string hex) => Should.Throw<InvalidDataException>(() => DumpRecords.FeedbackOf(Convert.FromHexString(hex)));

    private static string Text(GorseUser user) => JsonSerializer.Serialize(user, GorseText.Json.GorseUser);

    private static string Text(GorseItem item) => JsonSerializer.Serialize(item, GorseText.Json.GorseItem);
}
