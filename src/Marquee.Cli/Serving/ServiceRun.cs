using Marquee.Server;
using Marquee.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Marquee.Cli.Serving;

/// <summary>The service while a command serves it.</summary>
internal sealed class ServiceRun : IAsyncDisposable
{
    private const int FurtherPorts = 20;

    private readonly WebApplication _app;
    private readonly string _pathBase;

    private ServiceRun(WebApplication app, string pathBase) => (_app, _pathBase) = (app, pathBase);

    /// <summary>Where it listens.</summary>
    public IReadOnlyCollection<string> Urls => [.. _app.Urls];

    /// <summary>Where a person on this machine finds the console.</summary>
    public string ConsoleUrl =>
        _app.Urls.First().Replace("://*:", "://localhost:").Replace("://+:", "://localhost:").Replace("://[::]:", "://localhost:").Replace("://0.0.0.0:", "://localhost:") + (_pathBase.Length > 0 ? $"{_pathBase}/" : "");

    /// <summary>Starts it.</summary>
    /// <param name="served">Whose data it serves.</param>
    /// <param name="configuration">Where it listens, and its limits.</param>
    /// <param name="logging">Where logs go.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandException">An address is taken.</exception>
    public static async Task<ServiceRun> Start(TenantSet served, ServeConfiguration configuration, Action<ILoggingBuilder> logging, CancellationToken cancellation) =>
        await Try(served, configuration, logging, cancellation)
        ?? throw new CommandException($"Somebody listens on {string.Join(" or ", configuration.Urls)} already, another 'marquee serve' perhaps. Stop that, or listen elsewhere: --urls http://localhost:8711");

    /// <summary>Starts it on a port, or on the next that is free.</summary>
    /// <param name="served">Whose data it serves.</param>
    /// <param name="configuration">Its limits.</param>
    /// <param name="port">The port on this machine.</param>
    /// <param name="logging">Where logs go.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandException">Twenty are taken.</exception>
    public static async Task<ServiceRun> StartNear(TenantSet served, ServeConfiguration configuration, int port, Action<ILoggingBuilder> logging, CancellationToken cancellation)
    {
        for (var one = port; one <= port + FurtherPorts; one++)
        {
            if (await Try(served, configuration with { Urls = [$"http://localhost:{one}"] }, logging, cancellation) is { } run)
            {
                return run;
            }
        }

        throw new CommandException($"The ports {port} to {port + FurtherPorts} are all taken; name another: --urls http://localhost:{port + 1000}");
    }

    /// <summary>Waits for Ctrl-C; then requests that run are finished.</summary>
    public async Task UntilStopped(CancellationToken cancellation)
    {
        var stop = new TaskCompletionSource();
        await using (cancellation.Register(stop.SetResult))
        {
            await stop.Task;
        }

        await _app.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<ServiceRun?> Try(TenantSet served, ServeConfiguration configuration, Action<ILoggingBuilder> logging, CancellationToken cancellation)
    {
        var app = MarqueeServer.Build(served, configuration, logging);
        try
        {
            await app.StartAsync(cancellation);
            return new ServiceRun(app, configuration.PathBase);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            return null;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
