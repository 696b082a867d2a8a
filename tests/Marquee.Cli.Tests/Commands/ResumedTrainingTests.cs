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
            await Reach(5, () => process.IsRunning, model);
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
        await Cancelled();
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
        await Cancelled();
        await CommandRun.Done(Train("--restart", "--set", "epochs=3"));
        Directory.Exists(Checkpoints).ShouldBeFalse();
        (await CommandRun.Of(Train("--resume"))).ShouldFail().ShouldContain("There is no unfinished training of sasrec in ");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_blend_goes_on_within_its_member()
    {
        string[] words = ["train", "blend", "--set", "members=most-popular; sasrec factors=8 epochs=40 batchSize=4", "--set", "weights=1, 1", "-w", _workspace];
        await CommandRun.Done(words);
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => CommandRun.Of([.. words, "--checkpoint", "0"], stop.Token), TestContext.Current.CancellationToken);
        await Reach(4, () => !run.IsCompleted, "blend", "member-1");
        await stop.CancelAsync();
        (await run).ExitCode.ShouldBe(CommandHost.Failed);
        await CommandRun.Done([.. words, "--resume"]);
        Model(2, "blend").ShouldBe(Model(1, "blend"));
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

    private async Task Cancelled()
    {
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => CommandRun.Of(Train("--checkpoint", "0"), stop.Token), TestContext.Current.CancellationToken);
        await Reach(3, () => !run.IsCompleted);
        await stop.CancelAsync();
        var cancelled = await run;
        cancelled.ExitCode.ShouldBe(CommandHost.Failed);
        cancelled.Error.ShouldContain("The training can go on: give the same command with --resume.");
        cancelled.Error.ShouldContain("Cancelled.");
        Directory.GetDirectories(Checkpoints).Select(Path.GetFileName).ShouldBe(["main"]);
    }

    private async Task Reach(int checkpoint, Func<bool> isRunning, string model = "sasrec", string part = "main")
    {
        while (isRunning() && Kept(model, part).DefaultIfEmpty(0).Max() < checkpoint)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        isRunning().ShouldBeTrue("The training was over before it could be stopped.");
    }

    private int[] Kept(string model = "sasrec", string part = "main")
    {
        var folder = Path.Combine(_workspace, "models", model, "checkpoint", part);
        return !Directory.Exists(folder) ? [] : [.. Directory.GetDirectories(folder).Select(state => int.TryParse(Path.GetFileName(state), out var number) ? number : 0).Where(number => number > 0)];
    }

    private IEnumerable<byte[]> Model(int version, string name = "sasrec") =>
        [.. Directory.EnumerateFiles(Path.Combine(_workspace, "models", name, $"{version}")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
