using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marquee.Benchmarks;

/// <summary>A server in a process of its own: started, asked, and stopped.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string AllocatedBytes = "dotnet_gc_heap_total_allocated_bytes_total";

    private const string HeapSize = "dotnet_gc_last_collection_heap_size_bytes{";

    private readonly LoadOptions _options;
    private readonly Process? _process;
    private readonly bool _isOurs;
    private readonly StringBuilder _output = new();

    private ServerProcess(LoadOptions options, int port, Process? process, bool isOurs)
    {
        (_options, Port, _process, _isOurs) = (options, port, process, isOurs);
        if (isOurs)
        {
            process!.OutputDataReceived += (_, line) => Keep(line.Data);
            process.ErrorDataReceived += (_, line) => Keep(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }
    }

    /// <summary>Where it listens on loopback.</summary>
    public int Port { get; }

    /// <summary>Processor time so far, over all its threads; nothing where its process is not known.</summary>
    public TimeSpan? ProcessorTime
    {
        get
        {
            _process?.Refresh();
            return _process?.TotalProcessorTime;
        }
    }

    /// <summary>Memory of its process that is in the machine's.</summary>
    public long ResidentBytes
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>A server that runs already.</summary>
    public static ServerProcess Running(LoadOptions options, int port, int? process) =>
        new(options, port, process is { } id ? Process.GetProcessById(id) : null, isOurs: false);

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="options">How it is asked whether it is ready.</param>
    /// <param name="command">The program and its arguments; <c>{port}</c> is filled in.</param>
    public static ServerProcess Start(LoadOptions options, IReadOnlyList<string> command)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(command[0], command.Skip(1).Select(word => word.Replace("{port}", port.ToString(CultureInfo.InvariantCulture))))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = new ServerProcess(options, port, Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start."), isOurs: true);
        server.WaitUntilReady();
        return server;
    }

    /// <summary>Bytes that it has allocated so far, as its metrics say; nothing where they do not.</summary>
    public double? Allocated()
    {
        var (status, answer) = Ask(_options.MetricsPath);
        return status == 200
            && Encoding.UTF8.GetString(answer).Split('\n').FirstOrDefault(line => line.StartsWith(AllocatedBytes + " ", StringComparison.Ordinal) || line.StartsWith(AllocatedBytes + "{", StringComparison.Ordinal)) is { } line
            && double.TryParse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
    }

    /// <summary>Bytes of the managed heap after the last collection, all generations, as its metrics say; 0 where they do not.</summary>
    public double HeapBytes()
    {
        var (status, answer) = Ask(_options.MetricsPath);
        return status != 200 ? 0 : Encoding.UTF8.GetString(answer).Split('\n')
            .Where(line => line.StartsWith(HeapSize, StringComparison.Ordinal))
            .Sum(line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>One request on a connection of its own.</summary>
    /// <returns>The status, and the answer with its head, chunks put together.</returns>
    public (int Status, byte[] Answer) Ask(string path)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork) { ReceiveTimeout = 10_000 };
        client.Connect(IPAddress.Loopback, Port);
        client.Client.Send(Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\n{_options.Head}\r\n"));
        var reader = new ResponseReader();
        for (var count = 1; count > 0;)
        {
            count = client.Client.Receive(reader.Room);
            if (count > 0 && reader.Took(count))
            {
                return (reader.Status, reader.Whole());
            }
        }

        throw new InvalidDataException($"The server on port {Port} closed the connection before it answered {path}.");
    }

    public void Dispose()
    {
        if (_isOurs)
        {
            _process!.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
    }

    private void WaitUntilReady()
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(120))
        {
            try
            {
                if (Ask(_options.ReadyPath).Status == 200)
                {
                    return;
                }
            }
            catch (SocketException)
            {
                // It does not listen yet.
            }

            if (_process!.WaitForExit(50))
            {
                break;
            }
        }

        var state = _process!.HasExited ? $"ended with {_process.ExitCode}" : "was not ready in time";
        Dispose();
        throw new InvalidOperationException($"The server {state}. It said:\n{_output}");
    }

    private void Keep(string? line)
    {
        // The first lines say what went wrong; a chatty server must not fill the memory.
        lock (_output)
        {
            _ = line is not null && _output.Length < 10_000 ? _output.AppendLine(line) : null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
