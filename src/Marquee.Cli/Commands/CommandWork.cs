using System.CommandLine;

namespace Marquee.Cli.Commands;

/// <summary>Sets what a command does.</summary>
internal static class CommandWork
{
    /// <summary>Runs the work on a thread of its own, so that Ctrl-C is heard while it computes.</summary>
    public static void SetWork(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.SetAction((parsed, cancellation) => Task.Run(() => work(parsed, cancellation), CancellationToken.None));

    /// <summary>Runs work that waits more than it computes.</summary>
    public static void SetWork(this Command command, Func<ParseResult, CancellationToken, Task<int>> work) =>
        command.SetAction((parsed, cancellation) => Task.Run(() => work(parsed, cancellation), CancellationToken.None));
}
