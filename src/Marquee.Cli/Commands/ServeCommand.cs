using System.CommandLine;
using Marquee.Data;
using Marquee.Server;
using Marquee.Storage;
using Microsoft.Extensions.Logging;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee serve</c>: the HTTP service, until Ctrl-C.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var urls = new Option<string[]>("--urls") { Description = "Where to listen, such as http://localhost:8710 or http://*:8710. Default: serve.urls of marquee.json.", HelpName = "URL", DefaultValueFactory = _ => [] };
        var tenants = new Option<DirectoryInfo?>("--tenants") { Description = "Serve several: each folder in this one that is a workspace, told apart by the key of the request.", HelpName = "DIR" };
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("serve", "Serve the workspace over HTTP, until Ctrl-C. Beyond this machine only with an API key.") { urls, tenants, workspace };
        command.Example("marquee serve")
            .Example("marquee serve --urls http://*:8710")
            .Example("marquee serve --tenants tenants");
        command.SetWork(async (parsed, cancellation) =>
        {
            await using var served = parsed.GetValue(tenants) is { } folder
                ? await TenantSet.OpenFolder(folder.FullName, TimeProvider.System)
                : TenantSet.OpenOne(Workspace.OpenOrCreate(parsed.GetRequiredValue(workspace).FullName), TimeProvider.System);
            var configuration = served.Configuration;
            if (parsed.GetRequiredValue(urls) is { Length: > 0 } given)
            {
                configuration = configuration with { Urls = given.SelectMany(url => url.Split(';')).ToValueList() };
            }

            await using var app = MarqueeServer.Build(served, configuration, logging => logging.AddJsonConsole(console => console.UseUtcTimestamp = true));
            await app.StartAsync(cancellation);
            terminal.Hint($"Listening on {string.Join(", ", app.Urls)}. Ctrl-C stops; requests that run are finished.");
            var stop = new TaskCompletionSource();
            await using (cancellation.Register(stop.SetResult))
            {
                await stop.Task;
            }

            await app.StopAsync(CancellationToken.None);
            return CommandHost.Done;
        });
        return command;
    }
}
