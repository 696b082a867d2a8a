namespace Marquee.Cli.Tests;

/// <summary>What came of a command line.</summary>
/// <param name="ExitCode">0 done, 1 failed, 2 bad usage.</param>
/// <param name="Output">All of standard output.</param>
/// <param name="Error">All of standard error.</param>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard output.</summary>
    public string[] Lines => LinesOf(Output);

    /// <summary>The lines of standard error.</summary>
    public string[] ErrorLines => LinesOf(Error);

    /// <summary>Runs a command line in this process, with nobody watching.</summary>
    public static Task<CommandRun> Of(params string[] words) => Of(words, CancellationToken.None);

    /// <summary>Runs a command line in this process, with nobody watching, until it is stopped.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="time">Asked after each step of a training whether another line of progress is due.</param>
    public static async Task<CommandRun> Of(IReadOnlyList<string> words, CancellationToken cancellation, TimeProvider? time = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandHost.RunAsync(words, new Terminal(output, error, outputIsTerminal: false, errorIsTerminal: false, time: time), cancellation);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line that must succeed.</summary>
    public static async Task<CommandRun> Done(params string[] words) => (await Of(words)).ShouldBeDone();

    /// <summary>The same, where the run succeeded.</summary>
    public CommandRun ShouldBeDone()
    {
        ExitCode.ShouldBe(CommandHost.Done, Error);
        return this;
    }

    /// <summary>The one message of a run that failed, without its <c>error: </c>.</summary>
    public string ShouldFail()
    {
        ExitCode.ShouldBe(CommandHost.Failed, Error);
        Output.ShouldBeEmpty();
        var line = ErrorLines.ShouldHaveSingleItem();
        line.ShouldStartWith("error: ");
        return line["error: ".Length..];
    }

    /// <summary>The message of a run with a wrong command line, without its <c>error: </c>; a hint follows it.</summary>
    public string ShouldBeBadUsage()
    {
        ExitCode.ShouldBe(CommandHost.BadUsage, Error);
        Output.ShouldBeEmpty();
        ErrorLines.Length.ShouldBe(2, Error);
        ErrorLines[0].ShouldStartWith("error: ");
        ErrorLines[1].ShouldStartWith("See: marquee");
        return ErrorLines[0]["error: ".Length..];
    }

    private static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
