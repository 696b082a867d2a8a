namespace Marquee.Data.Tests;

public sealed class SnapshotFingerprintTests
{
    [Fact]
    public void Equal_data_have_equal_fingerprints_and_any_change_another()
    {
        var prints = new[] { Of(), Of(value: 4), Of(item: "c"), Of(time: 6), Of(country: "FR"), Of(genre: "drama") }.ToArray();
        prints.Distinct().Count().ShouldBe(prints.Length);
        Of().ShouldBe(prints[0]);
        prints[0].Length.ShouldBe(64);
    }

    private static string Of(float value = 5, string item = "b", long time = 5, string country = "DE", string genre = "comedy")
    {
        var builder = new SnapshotBuilder();
        builder.Add(new User { Id = "u", Attributes = new AttributeMap([new("country", country)]) });
        builder.Add(new Item { Id = "a", Categories = [genre] });
        builder.Add(new Interaction { UserId = "u", ItemId = "a", Kind = "rating", Value = value, Time = DateTimeOffset.UnixEpoch.AddDays(time) });
        builder.Add(new Interaction { UserId = "u", ItemId = item, Kind = "rating", Value = 3, Time = DateTimeOffset.UnixEpoch.AddDays(7) });
        return SnapshotFingerprint.Of(builder.Build());
    }
}
