using System.Text;

namespace Marquee.Data.Tests;

public sealed class FieldParserTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1714594500", 1714594500000)]
    [InlineData("1714594500.25", 1714594500250)]
    [InlineData("1.7145945e9", 1714594500000)]
    [InlineData("7258118399", 7258118399000)]
    [InlineData("2024-05-01T20:15:00.250Z", 1714594500250)]
    [InlineData("2024-05-01T20:15:00.2509999Z", 1714594500250)]
    [InlineData("2024-05-01T20:15:00.250999999Z", 1714594500250)]
    [InlineData("2024-05-01T22:15:00+02:00", 1714594500000)]
    [InlineData("2024-05-01T20:15Z", 1714594500000)]
    [InlineData("2024-05-01 20:15:00", 1714594500000)]
    [InlineData("2024-05-01", 1714521600000)]
    [InlineData("1970-01-01T00:00:00.000Z", 0)]
    [InlineData("2199-12-31T23:59:59.999Z", 7258118399999)]
    public void Reads_the_moment_of_an_interaction(string text, long milliseconds)
    {
        FieldParser.InteractionTime(Encoding.UTF8.GetBytes(text), "time", out var time).ShouldBeNull();
        time.ToUnixTimeMilliseconds().ShouldBe(milliseconds);
        time.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    [InlineData("7258118400")]
    [InlineData("1e300")]
    [InlineData("2024-02-30T20:15:00.250Z")]
    [InlineData("2024-05-01T24:15:00.250Z")]
    [InlineData("2024-05-0aT20:15:00.250Z")]
    [InlineData("0000-05-01T20:15:00.250Z")]
    [InlineData("1969-12-31T23:59:59.999Z")]
    [InlineData("2200-01-01T00:00:00.000Z")]
    [InlineData("01/05/2024")]
    [InlineData("20:15")]
    public void Refuses_any_other_moment(string text) =>
        FieldParser.InteractionTime(Encoding.UTF8.GetBytes(text), "time", out _).ShouldStartWith("the time ");

    [Theory]
    [InlineData("7", 7)]
    [InlineData("3.5", 3.5)]
    [InlineData("-2", -2)]
    [InlineData("1e3", 1000)]
    [InlineData(".5", 0.5)]
    public void Reads_a_number(string text, float expected)
    {
        FieldParser.Number(Encoding.UTF8.GetBytes(text), "rating", out var value).ShouldBeNull();
        value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("3,5")]
    [InlineData("0x1F")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("1e39")]
    public void Refuses_any_other_number(string text) =>
        FieldParser.Number(Encoding.UTF8.GetBytes(text), "rating", out _).ShouldStartWith("the rating ");
}
