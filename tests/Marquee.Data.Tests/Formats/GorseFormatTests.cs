using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class GorseFormatTests() : DatasetFormatContract(FormatSamples.Gorse)
{
    [Fact]
    public void Reads_users_items_and_feedback()
    {
        var read = Read(Sample.Write(Folder));
        read.Users.ShouldBe(
        [
            new User { Id = "ann", Attributes = new AttributeMap([new("labels", "night owl|festival"), new("comment", "met in 2020")]) },
            new User { Id = "bob", Attributes = new AttributeMap([new("country", "NL"), new("likes", "sea|trains")]) },
        ]);
        read.Items.ShouldBe(
        [
            new Item
            {
                Id = "10", Title = "The Night Train", Hidden = true, Categories = ["drama"], Labels = ["journey", "secret"],
                AvailableFrom = new DateTimeOffset(2020, 3, 4, 0, 0, 0, TimeSpan.Zero),
            },
            new Item
            {
                Id = "11", Labels = ["sea"], Attributes = new AttributeMap([new("runtime", "92"), new("maker.country", "NL")]),
                Features = new FeatureMap([new("embedding", new[] { 0.5f, -1f })]),
            },
        ]);
        read.Interactions.ShouldBe(
        [
            new Interaction { UserId = "ann", ItemId = "10", Kind = "watch", Time = new DateTimeOffset(2024, 5, 1, 20, 15, 0, 123, TimeSpan.Zero) },
            new Interaction { UserId = "ann", ItemId = "10", Kind = "star", Value = 4.5f, Text = "late", Time = new DateTimeOffset(2024, 5, 1, 20, 15, 0, TimeSpan.Zero) },
            new Interaction { UserId = "bob", ItemId = "10", Kind = "like" },
        ]);
    }

    [Fact]
    public void Reads_one_file_alone()
    {
        Sample.Write(Folder);
        var file = Path.Combine(Folder.Path, "items.jsonl");
        DatasetFormats.Detect(file).ShouldBe(Format);
        Read(file).Items.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("feedback.jsonl", """{"FeedbackType":"like","ItemId":"10"}""", "a feedback has no \"UserId\"")]
    [InlineData("feedback.jsonl", """{"FeedbackType":"like","UserId":"ann"}""", "a feedback has no \"ItemId\"")]
    [InlineData("feedback.jsonl", """{"FeedbackType":"like","UserId":"ann","ItemId":"10","Timestamp":"soon"}""", "the Timestamp 'soon' is neither seconds since 1970 nor a date such as 2024-05-01T20:15:00Z")]
    [InlineData("feedback.jsonl", """{"FeedbackType":"like","UserId":"ann","ItemId":"10","Timestamp":"1950-01-01T00:00:00Z"}""", "the Timestamp 1950-01-01 lies before 1970")]
    [InlineData("feedback.jsonl", """{"FeedbackType":"like","UserId":"ann","ItemId":"10","Value":"many"}""", "\"Value\" must be a number without quotes, not the text 'many'")]
    [InlineData("items.jsonl", """{"ItemId":""}""", "\"ItemId\" is empty; it needs at least one character")]
    [InlineData("items.jsonl", """{"ItemId":"10","Labels":[["a"]]}""", "\"Labels\" must be text in quotes, not a list")]
    [InlineData("users.jsonl", """{"Labels":["a"]}""", "has none of \"UserId\", \"ItemId\", \"FeedbackType\"; a user, an item or a feedback is expected")]
    public void Says_what_is_wrong_with_a_line(string file, string line, string reason) =>
        RefusalWith(file, line + "\n").ShouldBe(new DatasetProblem(Path.Combine(Folder.Path, file), 1, reason));

    [Fact]
    public void Names_both_lines_of_an_id_given_twice() =>
        RefusalWith("users.jsonl", "{\"UserId\":\"ann\"}\n{\"UserId\":\"ann\"}\n").Reason
            .ShouldBe("the user 'ann' was given already on line 1; every id may be described once");
}
