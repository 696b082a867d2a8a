using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Cli.Tests.BadInput;

/// <summary>Ids are any text: what comes in comes out.</summary>
public sealed class OddIdTests : IDisposable
{
    private static readonly string[] Ids =
    [
        "plain", "with spaces in it", " spaces around ", "say \"cut\"", "\"", "it's", "one,two;three|four", "tab\there", "two\nlines", "two\r\nlines", "🎬", "é", "e\u0301",
        "[red]markup[/]", "-dash", "--all", "=1+1", "a::b", "100%", "\\n", "{\"json\":1}", "null", "NaN", "\u001b[31m", new string('x', 1000),
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Formats => [.. InputLayouts.All.Where(layout => layout.Forbidden is not null).Select(layout => layout.Format)];

    private string Workspace => Path.Combine(_folder.Path, "workspace");

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Ids_come_out_as_they_came_in(string format)
    {
        var ids = await Import(InputLayouts.Find(format));
        await CommandRun.Done("train", "most-popular", "-w", Workspace);
        var rows = CsvText.Parse((await CommandRun.Done("recommend", "--all", "--include-seen", "-n", "100", "--csv", "-w", Workspace)).Output);
        rows[0].ShouldBe(["user", "rank", "item", "score"]);
        rows.ShouldAllBe(row => row.Length == 4);
        rows.Skip(1).Select(row => row[0]).Distinct().ShouldBe(ids, ignoreOrder: true);
        rows.Skip(1).Select(row => row[2]).Distinct().ShouldBe(ids.Select(ItemOf), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Ids_outlast_an_export_in_every_format_that_can_hold_them(string format)
    {
        var ids = await Import(InputLayouts.Find(format));
        foreach (var writable in DatasetFormats.All.OfType<IWritableDatasetFormat>())
        {
            var path = Path.Combine(_folder.Path, $"as-{writable.Name}");
            var export = await CommandRun.Of("export", path, "--format", writable.Name, "-w", Workspace);
            if (InputLayouts.Find(writable.Name).Forbidden is { Length: > 0 } forbidden && ids.Any(id => id.AsSpan().IndexOfAny(forbidden) >= 0))
            {
                export.ShouldFail().ShouldContain(path);
                Directory.Exists(path).ShouldBeFalse();
                continue;
            }

            export.ShouldBeDone();
            var other = Path.Combine(_folder.Path, $"from-{writable.Name}");
            await CommandRun.Done("import", path, "-w", other);
            var counts = (await Exported(other)).Order(StringComparer.Ordinal);
            counts.ShouldBe((await Exported(Workspace)).Order(StringComparer.Ordinal), writable.Name);
        }
    }

    [Fact]
    public async Task A_user_is_found_by_any_id()
    {
        var ids = await Import(InputLayouts.Find("marquee"));
        await CommandRun.Done("train", "most-popular", "-w", Workspace);
        foreach (var id in ids)
        {
            (await CommandRun.Done("recommend", "--json", "-w", Workspace, "--", id)).Output.ShouldContain("\"model\": \"most-popular\"");
            var lines = (await CommandRun.Done("recommend", "-n", "1", "-w", Workspace, "--", id)).Lines;
            lines[0].ShouldStartWith("For ");
            lines[0].ShouldEndWith(" by most-popular, from 1 item of history");
        }
    }

    [Fact]
    public async Task Bytes_that_are_not_utf_8_are_latin_1_where_the_format_is_that_old()
    {
        var path = _folder.Write("ratings.dat", [.. "1::caf"u8, 0xE9, .. "::4::978300760\n"u8]);
        await CommandRun.Done("import", path, "-w", Workspace);
        await CommandRun.Done("train", "most-popular", "-w", Workspace);
        (await CommandRun.Done("recommend", "1", "--include-seen", "--csv", "-w", Workspace)).Lines[1].ShouldStartWith("1,1,café,");
    }

    public void Dispose() => _folder.Dispose();

    private static string ItemOf(string id) => id + " ";

    private async Task<IReadOnlyList<string>> Import(InputLayout layout)
    {
        var ids = Ids.Where(id => id.AsSpan().IndexOfAny(layout.Forbidden) < 0).ToArray();
        ids.Length.ShouldBeGreaterThan(15);
        foreach (var (name, text) in layout.Beside)
        {
            _folder.Write(name, text.Replace("10|One", "plain |One").Replace("10,One", "plain ,One").Replace("1|24", "plain|24"));
        }

        var lines = ids.Select(id => layout.Line(new Rating(id, ItemOf(id))));
        var file = _folder.Write(layout.FileName, string.Concat(new[] { layout.Header }.OfType<string>().Concat(lines).Select(line => line + "\n")));
        await CommandRun.Done("import", layout.Beside.Count > 0 ? _folder.Path : file, "-w", Workspace);
        return ids;
    }

    /// <summary>The interactions of a workspace, one a line.</summary>
    private async Task<string[]> Exported(string workspace)
    {
        var path = Path.Combine(_folder.Path, "exported.jsonl");
        File.Delete(path);
        await CommandRun.Done("export", path, "-w", workspace);
        return [.. (await File.ReadAllLinesAsync(path)).Where(line => line.Contains("\"interaction\""))];
    }
}
