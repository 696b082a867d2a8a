using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Marquee.Testing;

namespace Marquee.Cli.Tests;

/// <summary>The command as a person starts it.</summary>
public sealed partial class EndToEndTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact(Timeout = 300_000)]
    public async Task The_demo_shows_personal_models_far_ahead_of_popularity_serves_the_console_and_may_be_repeated()
    {
        var first = (await ServedDemo()).ShouldBeDone();
        // On a slow machine a training says every ten seconds how far it is; nothing else may be said.
        first.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.StartsWith("Training "));
        first.Output.ShouldNotContain("\u001b");
        first.Lines[0].ShouldContain("simulated");
        first.Output.ShouldNotContain("nothing new");
        var gains = Gains(first);
        gains["most-popular"].ShouldBe(1);
        foreach (var personal in new[] { "item-knn", "ease", "als" })
        {
            gains[personal].ShouldBeGreaterThanOrEqualTo(2, personal);
        }

        ShouldGiveReasons(first, 10);
        File.Exists(Path.Combine(_folder.Path, "marquee-data", "marquee.db")).ShouldBeTrue();

        var second = (await MarqueeProcess.Run(_folder.Path, "demo", "--no-serve")).ShouldBeDone();
        second.Lines.Single(line => line.StartsWith("  imported ", StringComparison.Ordinal)).ShouldContain(", nothing new");
        second.Output.ShouldNotContain("http://");
        Untimed(second).TrimEnd().ShouldBe(Untimed(first).Split("The console is at")[0].TrimEnd().Replace(" over two years", " over two years, nothing new"));

        var recommended = (await MarqueeProcess.Run(_folder.Path, "recommend", "viewer-0042", "--why", "-n", "3")).ShouldBeDone();
        ShouldGiveReasons(recommended, 3);
        recommended.Output.ShouldNotContain("\u001b");
    }

    [Fact(Timeout = 300_000)]
    public async Task Ctrl_C_in_the_middle_of_an_import_keeps_what_was_committed_and_repeating_brings_the_rest()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT that one process could send to another.");
        const int Users = 2000;
        const int RatingsEach = 200;
        WriteRatings(Users, RatingsEach);
        using var process = MarqueeProcess.Start(_folder.Path, "import", "ratings.dat");
        var log = new FileInfo(Path.Combine(_folder.Path, "marquee-data", "marquee.db-wal"));
        while (process.IsRunning && !(log.Exists && log.Length > 1_000_000))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            log.Refresh();
        }

        await process.Interrupt();
        var held = int.Parse(Holds().Match((await process.End()).ShouldFail()).Groups[1].Value, NumberStyles.AllowThousands);
        held.ShouldBeInRange(1, (Users * RatingsEach) - 1);

        var again = await CommandRun.Done("import", Path.Combine(_folder.Path, "ratings.dat"), "-w", Path.Combine(_folder.Path, "marquee-data"));
        again.Lines[4].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["interactions", $"{(Users * RatingsEach) - held:N0}", "0", $"{held:N0}", $"{Users * RatingsEach:N0}"]);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_training_that_diverges_ends_with_one_and_says_in_which_step_and_why()
    {
        WriteRatings(200, 20);
        await CommandRun.Done("import", Path.Combine(_folder.Path, "ratings.dat"), "-w", Path.Combine(_folder.Path, "marquee-data"));
        var run = await MarqueeProcess.Run(_folder.Path, "train", "sasrec", "--set", "learningRate=1", "--set", "epochs=60", "--set", "batchSize=4", "--set", "factors=32");
        run.ExitCode.ShouldBe(CommandHost.Failed);
        run.Output.ShouldBeEmpty();
        // On a slow machine lines about the progress come before it.
        run.ErrorLines[^1].ShouldMatch(@"^error: Training diverged in step \d+ of pass \d+: the loss has grown to \S+, more than 100 times the largest of the first 20 steps \(\S+\)\. A smaller learning rate \(it was [0-9.]+\), or clipping of the gradient at less than 5, may help\.$");
        Directory.Exists(Path.Combine(_folder.Path, "marquee-data", "models")).ShouldBeFalse();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_wrong_command_line_ends_with_two()
    {
        var run = await MarqueeProcess.Run(_folder.Path, "recommend");
        run.ShouldBeBadUsage();
        run.Error.ShouldNotContain("\u001b");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs the demo until it serves, asks it, and presses Ctrl-C.</summary>
    private async Task<CommandRun> ServedDemo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        using var demo = MarqueeProcess.Start(_folder.Path, "demo", "--urls", url);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        while (demo.IsRunning && !await IsReady())
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        (await http.GetStringAsync("/", TestContext.Current.CancellationToken)).ShouldContain("<html");
        (await http.GetStringAsync("/v1/models", TestContext.Current.CancellationToken)).ShouldContain("\"main\":\"hybrid/1\"");
        await demo.Interrupt();
        var run = await demo.End();
        run.Lines[^1].ShouldStartWith($"The console is at {url}");
        return run;

        async Task<bool> IsReady()
        {
            try
            {
                return (await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    /// <summary>How many times as good as popularity each model of the demo's table is.</summary>
    private static Dictionary<string, double> Gains(CommandRun run) =>
        run.Lines.Select(line => Gain().Match(line)).Where(match => match.Success).ToDictionary(match => match.Groups[1].Value, match => double.Parse(match.Groups[2].Value));

    /// <summary>Each of some titles is recommended for others that were watched, in percents that add up.</summary>
    private static void ShouldGiveReasons(CommandRun run, int titles)
    {
        run.Lines.ShouldContain(line => line.TrimEnd().EndsWith("because you watched", StringComparison.Ordinal));
        Percents().Matches(run.Output).Sum(share => int.Parse(share.Groups[1].Value)).ShouldBe(100 * titles);
    }

    /// <summary>What was printed, but for how long things took.</summary>
    private static string Untimed(CommandRun run) => Seconds().Replace(run.Output, " s");

    private void WriteRatings(int users, int each)
    {
        var text = new StringBuilder();
        for (var user = 1; user <= users; user++)
        {
            for (var item = 1; item <= each; item++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{user}::{(user % 7) + item}::{1 + (item % 5)}::{978300760 + user + item}\n");
            }
        }

        _folder.Write("ratings.dat", text.ToString());
    }

    [GeneratedRegex(@"^([a-z-]+) +0\.\d{3} +(\d+\.\d) x ")]
    private static partial Regex Gain();

    [GeneratedRegex(@"\((\d+)%\)")]
    private static partial Regex Percents();

    [GeneratedRegex("^Cancelled. .* holds ([0-9,]+) interactions; importing again brings in the rest.$")]
    private static partial Regex Holds();

    [GeneratedRegex(@" \d+\.\d+ s\b")]
    private static partial Regex Seconds();
}
