using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class MediaTuneCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Searches_settings_on_items_that_are_held_out_and_shows_the_command_that_uses_them()
    {
        var (sounds, workspace) = await Sounds(20);
        var page = Path.Combine(_folder.Path, "search.html");
        string[] command = ["media", "tune", sounds, "--seconds", "0.5", "--search", "grid", "--set", "width=2", "--set", "stages=1", "--set", "epochs=1", "--only", "learningRate", "--try", "learningRate=0.0001,0.001", "--rungs", "1", "-w", workspace];
        var run = await CommandRun.Done([.. command, "--html", page]);

        run.Lines[0].ShouldMatch("^media  validation: genres of sounds, 4 of 20 labelled items held out, foretold by the nearest others; 2 labels, 0\\.[0-9]{4} without looking$");
        run.Lines[1].ShouldStartWith("2 trials in ");
        run.Lines[1].ShouldEndWith("there is nothing else to try.");
        run.Lines.ShouldContain(line => line.StartsWith("0 (start) ", StringComparison.Ordinal));
        run.ErrorLines[^1].ShouldMatch($"^Next: marquee media pretrain .*sounds --to sounds\\.encoder --seconds 0\\.5 --set width=2 --set stages=1 --set epochs=1");
        File.Exists(Path.Combine(workspace, "tuning", "media", "sounds.jsonl")).ShouldBeTrue();
        (await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)).ShouldContain("Options of media");

        // What it says can be typed; and what was tried is not tried again.
        var next = run.ErrorLines[^1]["Next: marquee ".Length..].Split(' ');
        next[Array.IndexOf(next, "--to") + 1] = Path.Combine(_folder.Path, "sounds.encoder");
        (await CommandRun.Done(next)).Lines[0].ShouldStartWith("Learned from 20 sounds in ");
        (await CommandRun.Done(command)).ErrorLines[0].ShouldEndWith("sounds.jsonl keeps 2 trials; going on from there.");
    }

    [Fact]
    public async Task The_best_settings_go_to_a_file_that_pretrain_takes()
    {
        var (sounds, workspace) = await Sounds(12);
        var best = Path.Combine(_folder.Path, "best.json");
        var run = await CommandRun.Done(
            "media", "tune", sounds, "--labels", "tags", "--seconds", "0.5", "--set", "width=2", "--set", "stages=1", "--set", "epochs=3", "--only", "objective", "--trials", "3", "--json", best, "-w", workspace);

        run.ErrorLines[^1].ShouldEndWith($" --seconds 0.5 --options {best}");
        await CommandRun.Done("media", "pretrain", sounds, "--seconds", "0.5", "--options", best, "--to", Path.Combine(_folder.Path, "e"));
    }

    [Theory]
    [InlineData("There are no labels 'moods'; they are genres or tags.", "--labels", "moods")]
    [InlineData("There is no option 'factors' of media to search", "--only", "factors")]
    [InlineData("There is no search 'annealing'", "--search", "annealing")]
    [InlineData("The seconds of the sounds that an encoder reads lie from 0.5 to 10.", "--seconds", "90")]
    public async Task Says_what_would_be_right(string expected, params string[] words)
    {
        var (sounds, workspace) = await Sounds(2);
        var run = await CommandRun.Of(["media", "tune", sounds, "-w", workspace, .. words], default);
        run.ExitCode.ShouldNotBe(0);
        run.Error.ShouldContain(expected);
    }

    [Fact]
    public async Task Too_few_items_with_labels_are_refused()
    {
        var (sounds, workspace) = await Sounds(9);
        (await CommandRun.Of("media", "tune", sounds, "--seconds", "0.5", "-w", workspace)).Error.ShouldContain("of the 9 files are of items with a label that 5 items have, and 10 are needed.");
    }

    /// <summary>Low and high tones, each an item of the genre and with the tag that say so.</summary>
    private async Task<(string Sounds, string Workspace)> Sounds(int count)
    {
        var (sounds, workspace) = (Path.Combine(_folder.Path, "sounds"), Path.Combine(_folder.Path, "workspace"));
        Directory.CreateDirectory(sounds);
        for (var track = 0; track < count; track++)
        {
            var frequency = (track % 2 == 0 ? 300 : 1500) + (10 * track);
            var tone = Waves.File(8000, [.. Enumerable.Range(0, 4000).Select(moment => (short)(8000 * Math.Sin(2 * Math.PI * frequency * moment / 8000)))]);
            await File.WriteAllBytesAsync(Path.Combine(sounds, $"t{track}.wav"), tone, TestContext.Current.CancellationToken);
        }

        var items = _folder.Write("items.jsonl", string.Concat(Enumerable.Range(0, count).Select(track =>
            $$"""{"type":"item","id":"t{{track}}","categories":["{{(track % 2 == 0 ? "low" : "high")}}"],"labels":["{{(track % 2 == 0 ? "deep" : "thin")}}"]}""" + "\n")));
        await CommandRun.Done("import", items, "-w", workspace);
        return (sounds, workspace);
    }
}
