using System.Text;
using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class FormatPagesTests
{
    private static string Page => File.ReadAllText(RepositoryFiles.PathOf(Path.Combine("docs", "formats.md")));

    [Fact]
    public void The_page_lists_every_format_in_order_and_whether_it_is_written()
    {
        var rows = Page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Take(DatasetFormats.All.Count);
        rows.Select(row => row.Split('|')[1..3].Select(cell => cell.Trim(' ', '`')))
            .ShouldBe(DatasetFormats.All.Select(format => new[] { format.Name, format is IWritableDatasetFormat ? "read, written" : "read" }));
    }

    [Fact]
    public void The_page_names_every_key_and_every_field_of_a_table()
    {
        var names = MarqueeLine.UserKeys.Concat(MarqueeLine.ItemKeys).Concat(MarqueeLine.InteractionKeys)
            .Concat(TableFields.Users.Concat(TableFields.Items).Concat(TableFields.Interactions).Select(field => field.Name));
        names.Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_lines_that_the_page_shows_can_be_read()
    {
        var lines = Page.Split('\n').Where(line => line.StartsWith("    {\"type\"", StringComparison.Ordinal)).ToList();
        var sink = new CollectingSink();
        MarqueeFormat.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "docs/formats.md", sink, ReadContext.Strict);
        (sink.Users.Count, sink.Items.Count, sink.Interactions.Count).ShouldBe((1, 1, 1));
    }
}
