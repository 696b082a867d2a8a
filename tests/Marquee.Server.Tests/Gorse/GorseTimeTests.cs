namespace Marquee.Server.Tests;

public sealed class GorseTimeTests
{
    [Theory]
    [InlineData("2024-05-01T20:15:30Z", "2024-05-01T20:15:30Z")]
    [InlineData("2024-05-01T20:15:30.1234567Z", "2024-05-01T20:15:30.1234567Z")]
    [InlineData("2024-05-01T20:15:30.5+02:00", "2024-05-01T18:15:30.5Z")]
    [InlineData("2024-05-01T20:15:30.123456789Z", "2024-05-01T20:15:30.1234567Z")]
    [InlineData("2024-05-01 20:15:30", "2024-05-01T20:15:30Z")]
    [InlineData("2024-05-01 20:15", "2024-05-01T20:15:00Z")]
    [InlineData("2024-05-01", "2024-05-01T00:00:00Z")]
    [InlineData("2024-05", "2024-05-01T00:00:00Z")]
    [InlineData("2024/05/01 20:15:30", "2024-05-01T20:15:30Z")]
    [InlineData("2024.05.01", "2024-05-01T00:00:00Z")]
    [InlineData("05/01/2024", "2024-05-01T00:00:00Z")]
    [InlineData("5/1/24", "2024-05-01T00:00:00Z")]
    [InlineData("May 1, 2024 8:15:30 PM", "2024-05-01T20:15:30Z")]
    [InlineData("1 May 2024", "2024-05-01T00:00:00Z")]
    [InlineData("Wed, 01 May 2024 20:15:30 GMT", "2024-05-01T20:15:30Z")]
    [InlineData("Wed May  1 20:15:30 2024", "2024-05-01T20:15:30Z")]
    [InlineData("Wed May 01 2024 20:15:30 GMT+0200 (Central European Summer Time)", "2024-05-01T18:15:30Z")]
    [InlineData("2024-05-01 20:15:30.257 +0000 UTC", "2024-05-01T20:15:30.257Z")]
    [InlineData("2024-05-01 20:15:30.257 +0200 CEST m=+0.000000001", "2024-05-01T18:15:30.257Z")]
    [InlineData("2024-05-01 20:15:30 UTC", "2024-05-01T20:15:30Z")]
    [InlineData("2024-05-01 20:15:30,123", "2024-05-01T20:15:30.123Z")]
    [InlineData("20240501T201530Z", "2024-05-01T20:15:30Z")]
    [InlineData("20240501201530", "2024-05-01T20:15:30Z")]
    [InlineData("20240501", "2024-05-01T00:00:00Z")]
    [InlineData("2024", "2024-01-01T00:00:00Z")]
    [InlineData("1714594530", "2024-05-01T20:15:30Z")]
    [InlineData("1714594530123", "2024-05-01T20:15:30.123Z")]
    [InlineData("1714594530123456", "2024-05-01T20:15:30.123456Z")]
    [InlineData("1714594530123456700", "2024-05-01T20:15:30.1234567Z")]
    [InlineData("1995-01-01T00:00:00Z", "1995-01-01T00:00:00Z")]
    [InlineData("1921-02-06", "1921-02-06T00:00:00Z")]
    [InlineData("", "0001-01-01T00:00:00Z")]
    [InlineData("  ", "0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    public void Reads_nearly_any_spelling_of_a_moment(string text, string expected)
    {
        GorseTime.TryParse(text, out var time).ShouldBeTrue();
        GorseTime.Format(time).ShouldBe(expected);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("20:15")]
    [InlineData("2024-13-01")]
    [InlineData("2024-05-01T25:00:00Z")]
    [InlineData("99999999")]
    [InlineData("9999999999999999999")]
    [InlineData("123")]
    [InlineData("-")]
    public void Refuses_what_is_no_moment(string text) => GorseTime.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("", 0)]
    [InlineData("0", 0)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("-1.5h", -5400)]
    [InlineData("+90s", 90)]
    [InlineData(" 90s", 90)]
    [InlineData("1500ms", 1.5)]
    [InlineData("2us", 0.000002)]
    [InlineData("2µs", 0.000002)]
    [InlineData("500ns", 0.0000005)]
    public void Reads_durations_as_Go_spells_them(string text, double seconds)
    {
        GorseDuration.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds, 1e-9);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("1d")]
    [InlineData("1h30")]
    [InlineData("1..5h")]
    [InlineData("--1h")]
    [InlineData("99999999999999h")]
    [InlineData("soon")]
    public void Refuses_what_is_no_duration(string text) => GorseDuration.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("star", "star", 0, true)]
    [InlineData("star>=4", "star", 4, true)]
    [InlineData("star>=4", "star", 3.5, false)]
    [InlineData("star>4", "star", 4, false)]
    [InlineData("star<4", "star", 3, true)]
    [InlineData("star<=.5", "star", 0.5, true)]
    [InlineData("star=4", "star", 1, true)]
    [InlineData("thumb-up", "thumb-up", 0, true)]
    [InlineData("thumb-up>1", "thumb-up>1", 0, true)]
    public void Reads_a_kind_of_feedback_with_a_bound(string text, string type, double value, bool included)
    {
        var expression = FeedbackExpression.Parse(text);
        expression.Type.ShouldBe(type);
        expression.Includes(value).ShouldBe(included);
    }
}
