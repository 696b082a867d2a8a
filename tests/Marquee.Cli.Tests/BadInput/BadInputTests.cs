using System.Text;
using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Cli.Tests.BadInput;

/// <summary>Every damage to every format: one message with file, line and reason, and nothing half-imported.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Matrix => [.. Cells(_ => true)];

    public static TheoryData<string, string> MatrixOfLines => [.. Cells(spoilt => spoilt.Line > 0)];

    public static TheoryData<string> Formats => [.. InputLayouts.All.Select(layout => layout.Format)];

    public static TheoryData<string> FormatsWithItems => [.. InputLayouts.All.Where(layout => layout.Duplicate is not null).Select(layout => layout.Format)];

    private string Workspace => Path.Combine(_folder.Path, "workspace");

    [Fact]
    public void Every_format_is_in_the_matrix() => InputLayouts.All.Select(layout => layout.Format).ShouldBe(DatasetFormats.All.Select(format => format.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Without_damage_everything_is_imported(string format)
    {
        var layout = InputLayouts.Find(format);
        var run = await CommandRun.Done("import", Write(layout, Encoding.UTF8.GetBytes(Spoilt.Whole(layout))), "-w", Workspace);
        run.Lines[0].ShouldStartWith($"Imported {format} ");
        Count().ShouldBe(Rating.Good.Count);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Stops_with_one_message_and_changes_nothing(string format, string damage)
    {
        var (layout, spoilt) = (InputLayouts.Find(format), Damage.Find(damage).Spoil(InputLayouts.Find(format))!);
        await FillWorkspace();
        var before = await Content();

        var message = (await CommandRun.Of("import", Write(layout, spoilt.Content), "-w", Workspace)).ShouldFail();

        message.ShouldStartWith(Place(layout, spoilt));
        message.ShouldMatch(Damage.Find(damage).Reason);
        message.Length.ShouldBeLessThan(1500);
        (await Content()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(MatrixOfLines))]
    public async Task Skips_counts_and_lists_bad_lines_where_it_is_told_to(string format, string damage)
    {
        var (layout, spoilt) = (InputLayouts.Find(format), Damage.Find(damage).Spoil(InputLayouts.Find(format))!);
        var run = await CommandRun.Done("import", Write(layout, spoilt.Content), "-w", Workspace, "--on-error", "skip");
        run.Lines.ShouldContain(spoilt.Lines == 1 ? "1 bad line was skipped:" : $"{spoilt.Lines} bad lines were skipped:");
        run.Lines.ShouldContain(line => line.TrimStart().StartsWith(Place(layout, spoilt), StringComparison.Ordinal));
        Count().ShouldBe(spoilt.Good);
    }

    [Theory]
    [MemberData(nameof(FormatsWithItems))]
    public async Task Stops_where_an_item_is_described_twice(string format)
    {
        var layout = InputLayouts.Find(format);
        var duplicate = layout.Duplicate!.Value;
        var place = $"{Path.Combine(_folder.Path, duplicate.Name)}:{duplicate.Line}: ";
        (await CommandRun.Of("import", WriteDuplicate(layout), "-w", Workspace)).ShouldFail()
            .ShouldBe($"{place}the item '11' was given already on line {duplicate.Line - 1}; every id may be described once");
        Count().ShouldBe(0);

        var run = await CommandRun.Done("import", WriteDuplicate(layout), "-w", Workspace, "--on-error", "skip");
        run.Lines.ShouldContain(line => line.TrimStart().StartsWith(place, StringComparison.Ordinal));
        Count().ShouldBe(Rating.Good.Count);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Counts_a_rating_that_comes_twice_once(string format)
    {
        var layout = InputLayouts.Find(format);
        var twice = Spoilt.InLine(layout, Encoding.UTF8.GetBytes(layout.Line(Rating.Good[0])));
        await CommandRun.Done("import", Write(layout, twice.Content), "-w", Workspace);
        Count().ShouldBe(Rating.Good.Count);
    }

    [Fact]
    public async Task A_folder_without_a_known_format_is_refused_with_what_it_holds()
    {
        _folder.Write("notes.md", "# Notes");
        var message = (await CommandRun.Of("import", _folder.Path, "-w", Workspace)).ShouldFail();
        message.ShouldStartWith($"{_folder.Path}: is a folder without a known format: it holds notes.md; known are: ");
        DatasetFormats.All.ShouldAllBe(format => message.Contains(format.Name));
        Directory.Exists(Workspace).ShouldBeFalse();

        var empty = Directory.CreateDirectory(Path.Combine(_folder.Path, "empty")).FullName;
        (await CommandRun.Of("import", empty, "-w", Workspace)).ShouldFail().ShouldStartWith($"{empty}: is a folder without a known format: it holds nothing; ");
    }

    [Fact]
    public async Task A_file_without_a_known_format_is_refused_with_how_it_starts()
    {
        var path = _folder.Write("poem.txt", "Shall I compare thee\nto a summer's day\n");
        (await CommandRun.Of("import", path, "-w", Workspace)).ShouldFail()
            .ShouldStartWith($"{path}: is a file without a known format: it starts with 'Shall I compare thee'; known are: ");
    }

    [Fact]
    public async Task A_half_of_a_folder_is_refused()
    {
        _folder.Write("u.data", "1\t10\t3\t881250949\n");
        (await CommandRun.Of("import", _folder.Path, "-w", Workspace)).ShouldFail().ShouldStartWith($"{Path.Combine(_folder.Path, "u.item")}: is missing; the folder must hold ");
    }

    [Theory]
    [InlineData("marquee", """{"type":"interaction","user":"a\u0000b","item":"x","kind":"rating"}""", "null character")]
    [InlineData("marquee", """{"type":"interaction","user":"a","item":"\ud83c","kind":"rating"}""", "half of a character")]
    [InlineData("marquee", """{"type":"interaction","user":"","item":"x","kind":"rating"}""", "empty")]
    [InlineData("marquee", """{"type":"interaction","user":"a","item":"x","kind":"watch","progress":1.5}""", "between 0 and 1")]
    [InlineData("marquee", """{"type":"interaction","user":"a","item":"x","kind":"rating","vlaue":3}""", "\"vlaue\" is not known")]
    [InlineData("marquee", """{"type":"interaction","user":"a","item":"x","kind":"rating"} {}""", "not valid JSON")]
    [InlineData("marquee", """{"type":"film","id":"x"}""", "'film'; user, item or interaction is expected")]
    [InlineData("gorse", """{"FeedbackType":"star","UserId":"\u0000","ItemId":"x"}""", "null character")]
    [InlineData("gorse", """{"FeedbackType":"star","UserId":"a"}""", "no \"ItemId\"")]
    [InlineData("csv", ",x,3,978300760", "the user is empty")]
    [InlineData("csv", "\"a,x,3,978300760", "never closed")]
    [InlineData("csv", "a\"b,x,3,978300760", "a quote stands inside a field")]
    [InlineData("movielens-1m", "::10::3::978300760", "the user is empty")]
    public async Task Refuses_what_only_one_format_can_get_wrong(string format, string line, string reason)
    {
        var layout = InputLayouts.Find(format);
        var spoilt = Spoilt.InLine(layout, Encoding.UTF8.GetBytes(line));
        var message = (await CommandRun.Of("import", Write(layout, spoilt.Content), "-w", Workspace)).ShouldFail();
        message.ShouldStartWith(Place(layout, spoilt));
        message.ShouldContain(reason);
        Count().ShouldBe(0);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<TheoryDataRow<string, string>> Cells(Func<Spoilt, bool> wanted) =>
        from damage in Damage.All
        from layout in InputLayouts.All
        let spoilt = damage.Spoil(layout)
        where spoilt is not null && wanted(spoilt)
        select new TheoryDataRow<string, string>(layout.Format, damage.Name);

    private string Place(InputLayout layout, Spoilt spoilt) =>
        Path.Combine(_folder.Path, layout.FileName) + (spoilt.Line > 0 ? $":{spoilt.Line}: " : ": ");

    private string Write(InputLayout layout, byte[] content)
    {
        foreach (var (name, text) in layout.Beside)
        {
            _folder.Write(name, text);
        }

        var file = _folder.Write(layout.FileName, content);
        return layout.Beside.Count > 0 ? _folder.Path : file;
    }

    private string WriteDuplicate(InputLayout layout)
    {
        Write(layout, Encoding.UTF8.GetBytes(Spoilt.Whole(layout)));
        _folder.Write(layout.Duplicate!.Value.Name, layout.Duplicate.Value.Text);
        return _folder.Path;
    }

    private async Task FillWorkspace()
    {
        using var other = new TemporaryFolder();
        await CommandRun.Done("import", other.Write("ratings.dat", "1::10::2::978300000\n9::19::2::978300000\n"), "-w", Workspace);
    }

    private long Count()
    {
        using var store = Storage.Workspace.Open(Workspace).OpenStore();
        return store.Count().Interactions;
    }

    private async Task<string> Content()
    {
        using var other = new TemporaryFolder();
        var path = Path.Combine(other.Path, "all.jsonl");
        await CommandRun.Done("export", path, "-w", Workspace);
        return await File.ReadAllTextAsync(path);
    }
}
