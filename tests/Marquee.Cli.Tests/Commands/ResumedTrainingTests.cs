using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class ResumedTrainingTests : IDisposable
{
    private static readonly string[] Options = ["--set", "epochs=60", "--set", "factors=8", "--set", "batchSize=4"];

    private readonly TemporaryFolder _folder = new();
    private readonly string _workspace;

    public ResumedTrainingTests(Cinema cinema) => _workspace = cinema.CopyTo(_folder);

    private string Checkpoints => Path.Combine(_workspace, "models", "sasrec", "checkpoint");

    [Theory(Timeout = 300_000)]
    [InlineData("sasrec")]
    [InlineData("multitask")]
    public async Task A_killed_training_goes_on_to_the_same_bytes(string model)
    {
        string[] words = ["train", model, .. Options, "-w", _workspace];
        await CommandRun.Done(words);
        using (var process = MarqueeProcess.Start(_folder.Path, [.. words, "--checkpoint", "0"]))
        {
            await Reach(5, process, model);
            await process.Kill();
        }

        Directory.Exists(Path.Combine(_workspace, "models", model, "2")).ShouldBeFalse();
        Kept(model).ShouldNotBeEmpty();
        (await MarqueeProcess.Run(_folder.Path, [.. words, "--resume"])).ShouldBeDone().Output.ShouldContain($"Trained {model} version 2");
        Model(2, model).ShouldBe(Model(1, model));
        Directory.Exists(Path.Combine(_workspace, "models", model, "checkpoint")).ShouldBeFalse();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_cancelled_training_says_how_to_go_on_and_does_so_to_the_same_bytes()
    {
        (await Cancelled(Train("--checkpoint", "0"))).ErrorLines[^2..].ShouldBe(
            ["The training can go on: give the same command with --resume.", "error: Cancelled. Nothing was left half-written."]);
        Directory.GetDirectories(Checkpoints).Select(Path.GetFileName).ShouldBe(["main"]);
        // The state of the last step, and what was trained, lie there; another training of the model does not touch them unless told to.
        (await CommandRun.Of(Train("--checkpoint"))).ShouldFail().ShouldContain("There is an unfinished training of sasrec");
        (await CommandRun.Of(Train("--resume", "--seed", "8"))).ShouldFail().ShouldContain("The training of sasrec cannot go on from its checkpoint: it was made by another training (seed was 42 and is 8)");
        (await CommandRun.Of(Train("--resume", "--set", "epochs=7"))).ShouldFail().ShouldContain("epochs was 60 and is 7");
        await CommandRun.Done(Train("--resume", "--checkpoint", "1"));
        await CommandRun.Done(Train());
        Model(2).ShouldBe(Model(1));
    }

    [Fact(Timeout = 300_000)]
    public async Task An_unfinished_training_can_be_forgotten()
    {
        await Cancelled(Train("--checkpoint", "0"));
        (await Cancelled(Train("--restart"))).Error.ShouldContain("give the same command with --resume in place of --restart.");
        await CommandRun.Done(Train("--restart", "--set", "epochs=3"));
        Directory.Exists(Checkpoints).ShouldBeFalse();
        (await CommandRun.Of(Train("--resume"))).ShouldFail().ShouldContain("There is no unfinished training of sasrec in ");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_blend_goes_on_within_its_member()
    {
        string[] words = ["train", "blend", "--set", "members=most-popular; sasrec factors=8 epochs=200 batchSize=4", "--set", "weights=1, 1", "-w", _workspace];
        await CommandRun.Done(words);
        using (var process = MarqueeProcess.Start(_folder.Path, [.. words, "--checkpoint", "0"]))
        {
            await Reach(5, process, "blend", "member-1");
            await process.Kill();
        }

        await CommandRun.Done([.. words, "--resume"]);
        Model(2, "blend").ShouldBe(Model(1, "blend"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("marquee", "0.0.1")]
    [InlineData("vectors", "vector7")]
    public async Task A_state_of_another_program_or_processor_is_refused(string what, string other)
    {
        await Cancelled(Train("--checkpoint", "0"));
        var manifest = Path.Combine(Checkpoints, "main", $"{Kept().Max()}", "model.json");
        var state = JsonNode.Parse(await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken))!.AsObject();
        var training = state["properties"]!["training"]!;
        var here = training[what]!.GetValue<string>();
        training[what] = other;
        state.Remove("checksum");
        state["checksum"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.ToJsonString())));
        await File.WriteAllTextAsync(manifest, state.ToJsonString(), TestContext.Current.CancellationToken);
        (await CommandRun.Of(Train("--resume"))).ShouldFail().ShouldContain($"({what} was {other} and is {here})");
    }

    [Fact]
    public async Task A_model_that_is_trained_in_one_go_says_that_it_keeps_nothing()
    {
        (await CommandRun.Done("train", "ease", "--checkpoint", "-w", _workspace)).Error.ShouldContain("ease is trained in one go: it keeps no checkpoints.");
        Directory.Exists(Path.Combine(_workspace, "models", "ease", "checkpoint")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--checkpoint takes a number of minutes, at least 0, not '-1'", "--checkpoint", "-1")]
    [InlineData("--checkpoint takes a number of minutes, at least 0, not 'often'", "--checkpoint", "often")]
    public async Task Refuses_an_interval_that_is_none(string message, params string[] words) =>
        (await CommandRun.Of([.. Train(), .. words], default)).ShouldBeBadUsage().ShouldContain(message);

    [Fact]
    public async Task Refuses_to_go_on_and_to_begin_anew_at_once() =>
        (await CommandRun.Of(Train("--resume", "--restart"))).ShouldFail().ShouldContain("give one of them");

    public void Dispose() => _folder.Dispose();

    private string[] Train(params string[] more) => ["train", "sasrec", .. Options, "-w", _workspace, .. more];

    /// <summary>Runs a command that is cancelled after some steps of its training.</summary>
    private static async Task<CommandRun> Cancelled(string[] words)
    {
        using var stop = new CancellationTokenSource();
        var cancelled = await CommandRun.Of(words, stop.Token, new StoppingTime(stop));
        stop.IsCancellationRequested.ShouldBeTrue();
        return cancelled;
    }

    /// <summary>Waits until a process has kept some states. It keeps one after each of hundreds of steps, which takes far longer.</summary>
    private async Task Reach(int checkpoint, MarqueeProcess process, string model, string part = "main")
    {
        while (process.IsRunning && Kept(model, part).DefaultIfEmpty(0).Max() < checkpoint)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        process.IsRunning.ShouldBeTrue("The training was over before it could be killed.");
    }

    private int[] Kept(string model = "sasrec", string part = "main")
    {
        var folder = Path.Combine(_workspace, "models", model, "checkpoint", part);
        return !Directory.Exists(folder) ? [] : [.. Directory.GetDirectories(folder).Select(state => int.TryParse(Path.GetFileName(state), out var number) ? number : 0).Where(number => number > 0)];
    }

    private IEnumerable<byte[]> Model(int version, string name = "sasrec") =>
        [.. Directory.EnumerateFiles(Path.Combine(_workspace, "models", name, $"{version}")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>Stops a training from within: it is asked after each step.</summary>
    private sealed class StoppingTime(CancellationTokenSource stop) : TimeProvider
    {
        private const int Steps = 20;

        private int _asked;

        public override long GetTimestamp()
        {
            if (++_asked == Steps)
            {
                stop.Cancel();
            }

            return base.GetTimestamp();
        }
    }
}
