using System.ComponentModel;
using System.Diagnostics;

namespace Marquee.Media;

/// <summary>
/// A program that reads a file for us: started without a shell, its output bounded, its time limited, and ended when it is no longer wanted.
/// </summary>
internal sealed class OutsideProgram : IDisposable
{
    private const int ComplaintLength = 2000;

    private readonly Process _process;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _ending;
    private readonly Task<string> _complaint;
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _cancellationToken;

    private OutsideProgram(Process process, TimeSpan timeout, CancellationToken cancellationToken)
    {
        (_process, _timeout, _cancellationToken) = (process, timeout, cancellationToken);
        _complaint = LastOf(process.StandardError);
        _limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _limit.CancelAfter(timeout);
        _ending = _limit.Token.Register(End);
    }

    /// <summary>What it writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts it.</summary>
    /// <param name="program">The program, by path or as PATH finds it.</param>
    /// <param name="arguments">Its arguments, each as it is.</param>
    /// <param name="timeout">How long it may work.</param>
    /// <param name="missing">What to say where it is not there.</param>
    /// <param name="cancellationToken">Ends it before its time.</param>
    /// <exception cref="MediaException">It cannot be started.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for before it was started.</exception>
    public static OutsideProgram Start(string program, IEnumerable<string> arguments, TimeSpan timeout, string missing, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return new OutsideProgram(process, timeout, cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw new MediaException(missing, exception);
        }
    }

    /// <summary>All that it writes, and its end.</summary>
    /// <exception cref="MediaException">It wrote more than the limit, took too long, or failed.</exception>
    public ReadOnlyMemory<byte> ReadToEnd(DecodeLimits limits)
    {
        var output = BoundedReading.ReadAll(Output, limits, "What the file unpacks to is");
        var (code, complaint) = WaitForEnd();
        return code == 0 ? output : throw new MediaException($"The file cannot be read: {(complaint.Length > 0 ? complaint : $"the program that reads it ended with code {code}")}");
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The code that it ended with, and the last of what it complained of, on one line.</returns>
    /// <exception cref="MediaException">It took too long.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public (int Code, string Complaint) WaitForEnd()
    {
        _process.WaitForExit();
        var complaint = _complaint.GetAwaiter().GetResult().Trim().ReplaceLineEndings(" ");
        _cancellationToken.ThrowIfCancellationRequested();
        return _limit.IsCancellationRequested
            ? throw new MediaException($"Reading the file took longer than the limit of {_timeout.TotalSeconds:0.#} seconds.")
            : (_process.ExitCode, complaint);
    }

    /// <summary>Ends it, if it still runs.</summary>
    public void Dispose()
    {
        _ending.Dispose();
        End();
        _process.WaitForExit();
        _limit.Dispose();
        _process.Dispose();
    }

    private static async Task<string> LastOf(StreamReader reader)
    {
        var kept = string.Empty;
        var buffer = new char[ComplaintLength];
        for (int read; (read = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
        {
            kept += new string(buffer, 0, read);
            kept = kept.Length <= ComplaintLength ? kept : kept[^ComplaintLength..];
        }

        return kept;
    }

    private void End()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or a program of its own, ended by itself meanwhile. The clock calls this too, where nobody could catch what is thrown.
        }
    }
}
