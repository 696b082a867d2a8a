using System.Diagnostics;
using System.Globalization;

namespace Marquee.Cli.Tests;

/// <summary>The command as a person starts it: a process of its own, its output piped.</summary>
internal sealed class MarqueeProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private MarqueeProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether it is still running.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts it in a folder.</summary>
    public static MarqueeProcess Start(string folder, params string[] words)
    {
        string[] command = [Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", Path.Combine(AppContext.BaseDirectory, "marquee.dll"), .. words];

        // Tests that are started in the background ignore Ctrl-C, and so would whatever they start.
        string[] line = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", .. command] : command;
        var start = new ProcessStartInfo(line[0], line[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // A terminal that could show colours must not bring them into a pipe.
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["COLORTERM"] = "truecolor";
        return new MarqueeProcess(Process.Start(start)!);
    }

    /// <summary>Runs it in a folder to its end.</summary>
    public static async Task<CommandRun> Run(string folder, params string[] words)
    {
        using var process = Start(folder, words);
        return await process.End();
    }

    /// <summary>Presses Ctrl-C.</summary>
    public async Task Interrupt()
    {
        using var kill = Process.Start("sh", ["-c", $"kill -INT {_process.Id.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        kill.ExitCode.ShouldBe(0);
    }

    /// <summary>Kills it, at whatever it is doing, and waits until it is gone.</summary>
    public async Task Kill()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<CommandRun> End()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandRun(_process.ExitCode, await _output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
