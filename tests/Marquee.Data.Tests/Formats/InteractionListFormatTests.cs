using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class InteractionListFormatTests() : DatasetFormatContract(FormatSamples.Lists)
{
    [Fact]
    public void Reads_a_watch_for_each_user_and_item()
    {
        var read = Read(Sample.Write(Folder));
        read.Users.ShouldBeEmpty();
        read.Items.ShouldBeEmpty();
        read.Interactions.Select(interaction => (interaction.UserId, interaction.ItemId))
            .ShouldBe([("0", "1"), ("0", "2"), ("0", "17"), ("1", "2"), ("3", "0"), ("3", "5"), ("3", "7"), ("4", "1")]);
        read.Interactions[0].ShouldBe(new Interaction { UserId = "0", ItemId = "1", Kind = "watch" });
    }

    [Fact]
    public void Is_recognized_by_a_first_line_longer_than_what_is_looked_at() =>
        DatasetFormats.Detect(Folder.Write("train.txt", string.Join(' ', Enumerable.Range(0, 5000)))).ShouldBe(Format);

    [Fact]
    public void Is_recognized_where_a_line_is_bad() =>
        DatasetFormats.Detect(Folder.Write("train.txt", "0 1\n1 2 \0\n2 x\n")).ShouldBe(Format);

    [Fact]
    public void Is_not_recognized_where_the_first_line_is_none() =>
        Format.Recognizes(Folder.Write("notes.txt", "Notes\n1 2\n")).ShouldBeFalse();

    [Theory]
    [InlineData("0,1,2", "'0,1,2' is not a whole number; a line is a user and the items they met, with single spaces between them")]
    [InlineData("0\t1\t2", "'0\\t1\\t2' is not a whole number; a line is a user and the items they met, with single spaces between them")]
    [InlineData("0 1 -2", "'-2' is not a whole number; a line is a user and the items they met, with single spaces between them")]
    public void Says_what_is_wrong_with_a_line(string line, string reason) =>
        RefusalWith(Sample.MainName, line + "\n").ShouldBe(new DatasetProblem(Path.Combine(Folder.Path, Sample.MainName), 1, reason));
}
