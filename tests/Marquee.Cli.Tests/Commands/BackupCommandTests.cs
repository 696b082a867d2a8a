using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class BackupCommandTests(Cinema cinema) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Backs_up_checks_and_restores_a_workspace()
    {
        var (backup, restored) = (At("backup"), At("restored"));
        var made = await CommandRun.Done("backup", backup, "-w", cinema.Workspace);
        made.Lines.ShouldHaveSingleItem().ShouldStartWith($"Backed up data, configuration and 2 models to {backup} (");

        (await CommandRun.Done("restore", backup, "-w", restored)).Lines
            .ShouldBe([$"Restored {Cinema.Viewers} users, {Cinema.Items} items, {Cinema.Interactions} interactions and 2 models into {restored}."]);

        (await CommandRun.Done("check", "-w", restored)).Lines.ShouldBe([$"Data and 2 models in {restored} are sound."]);
        var answers = await CommandRun.Done("recommend", Cinema.Viewer(3), "-w", restored, "--json");
        answers.Output.ShouldBe((await CommandRun.Done("recommend", Cinema.Viewer(3), "-w", cinema.Workspace, "--json")).Output);
    }

    [Fact]
    public async Task Tells_a_machine_that_all_is_sound() =>
        (await CommandRun.Done("check", "-w", cinema.Workspace, "--json")).Output.ReplaceLineEndings("\n").ShouldBe("{\n  \"sound\": true,\n  \"problems\": []\n}\n");

    [Fact]
    public async Task Fails_and_says_what_is_wrong_with_a_damaged_model()
    {
        var copy = cinema.CopyTo(_folder);
        var file = Directory.GetFiles(Path.Combine(copy, "models", "item-knn", "1")).First(path => !path.EndsWith("model.json", StringComparison.Ordinal));
        File.AppendAllText(file, "x");

        (await CommandRun.Of("check", "-w", copy)).ShouldFail().ShouldContain("item-knn");
    }

    [Fact]
    public async Task Leaves_nothing_behind_when_it_is_cancelled()
    {
        var run = await CommandRun.Of(["backup", At("half"), "-w", cinema.Workspace], new CancellationToken(canceled: true));
        run.ShouldFail().ShouldBe("Cancelled. Nothing was left half-written.");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_to_restore_over_a_workspace_and_from_what_is_no_backup()
    {
        await CommandRun.Done("backup", At("backup"), "-w", cinema.Workspace);
        (await CommandRun.Of("restore", At("backup"), "-w", cinema.Workspace)).ShouldFail().ShouldContain("holds models");
        (await CommandRun.Of("restore", _folder.Path, "-w", At("new"))).ShouldFail().ShouldContain("is no backup");
    }

    public void Dispose() => _folder.Dispose();

    private string At(string name) => Path.Combine(_folder.Path, name);
}
