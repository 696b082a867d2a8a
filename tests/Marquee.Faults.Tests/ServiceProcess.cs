using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Marquee.Faults.Tests;

/// <summary><c>marquee serve</c> in a process of its own, on a port that it chooses itself.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "marquee.dll");

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan StartTook { get; private set; }

    /// <summary>Memory of the process that is in the machine's, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What it logged and said.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it, and waits until it has answered.</summary>
    /// <param name="workspace">What it serves.</param>
    /// <param name="first">The path of the first request.</param>
    public static async Task<ServiceProcess> Start(string workspace, string first = "/health/ready")
    {
        var clock = Stopwatch.StartNew();
        var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "serve", "--workspace", workspace, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var service = new ServiceProcess(process);
        process.OutputDataReceived += (_, line) => service.Read(line.Data);
        process.ErrorDataReceived += (_, line) => service.Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (await Task.WhenAny(service._listening.Task, ended).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken) == ended)
        {
            throw new InvalidOperationException($"marquee serve ended with {process.ExitCode}: {service.Output}");
        }

        service.Address = await service._listening.Task;
        service.Http = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromSeconds(60) };
        (await service.Http.GetAsync(first, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        service.StartTook = clock.Elapsed;
        return service;
    }

    /// <summary>Runs another command of the program to its end.</summary>
    public static async Task<(int Code, string Output)> Command(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks, and reads the answer whatever it is.</summary>
    public async Task<ServiceAnswer> Ask(HttpMethod method, string path, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new ServiceAnswer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.RetryAfter?.Delta);
    }

    public Task<ServiceAnswer> Get(string path) => Ask(HttpMethod.Get, path);

    public Task<ServiceAnswer> Post(string path, string json) => Ask(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        Http?.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.StartsWith('{') && JsonNode.Parse(line)?["State"]?[nameof(Address)]?.GetValue<string>() is { } address)
        {
            _listening.TrySetResult(new Uri(address));
        }
    }
}

/// <summary>What came back.</summary>
internal sealed record ServiceAnswer(int Status, string Body, string? MediaType, TimeSpan? RetryAfter)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The answer, which must have a status.</summary>
    public ServiceAnswer With(int status)
    {
        Status.ShouldBe(status, Body);
        return this;
    }
}
