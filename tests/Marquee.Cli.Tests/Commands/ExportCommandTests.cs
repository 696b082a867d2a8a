using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class ExportCommandTests(Cinema cinema) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Writes_what_gives_the_same_bytes_once_imported_and_exported_again()
    {
        var (first, second, other) = (At("first.jsonl"), At("second.jsonl"), At("other"));
        var run = await CommandRun.Done("export", first, "-w", cinema.Workspace);
        run.Lines.ShouldBe([$"Wrote {Cinema.Viewers} users, {Cinema.Items} items and {Cinema.Interactions} interactions to {first} as marquee."]);
        await CommandRun.Done("import", first, "-w", other);
        await CommandRun.Done("export", second, "-w", other);
        File.ReadAllBytes(second).ShouldBe(File.ReadAllBytes(first));
        File.ReadAllLines(first).Order(StringComparer.Ordinal).ShouldBe(File.ReadAllLines(cinema.DataFile).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Writes_every_format_that_can_be_written_so_that_it_can_be_read()
    {
        foreach (var format in DatasetFormats.All.OfType<IWritableDatasetFormat>())
        {
            var path = At($"as-{format.Name}");
            await CommandRun.Done("export", path, "--format", format.Name, "-w", cinema.Workspace);
            var read = await CommandRun.Done("import", path, "-w", At($"from-{format.Name}"));
            read.Lines[0].ShouldStartWith($"Imported {format.Name} ");
            read.Lines[4].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1].ShouldBe($"{Cinema.Interactions}", format.Name);
        }
    }

    [Fact]
    public async Task Leaves_a_file_alone_that_is_there()
    {
        var path = _folder.Write("mine.jsonl", "mine");
        (await CommandRun.Of("export", path, "-w", cinema.Workspace)).ShouldFail().ShouldStartWith($"{path}: ");
        File.ReadAllText(path).ShouldBe("mine");
    }

    [Fact]
    public async Task Leaves_nothing_behind_when_it_is_cancelled()
    {
        var run = await CommandRun.Of(["export", At("half.jsonl"), "-w", cinema.Workspace], new CancellationToken(canceled: true));
        run.ShouldFail().ShouldBe("Cancelled. Nothing was left half-written.");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private string At(string name) => Path.Combine(_folder.Path, name);
}
