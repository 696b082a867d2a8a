using System.CommandLine;
using Marquee.Cli.Serving;
using Marquee.Data;
using Marquee.Server;
using Marquee.Storage;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee serve</c>: the HTTP service and the console, until Ctrl-C.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var urls = new Option<string[]>("--urls") { Description = "Where to listen, such as http://localhost:8710 or http://*:8710. Default: serve.urls of marquee.json.", HelpName = "URL", DefaultValueFactory = _ => [] };
        var tenants = new Option<DirectoryInfo?>("--tenants") { Description = "Serve several: each folder in this one that is a workspace, told apart by the key of the request.", HelpName = "DIR" };
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("serve", "Serve the workspace and its console over HTTP, until Ctrl-C. Beyond this machine only with an API key.") { urls, tenants, workspace };
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

            await using var run = await ServiceRun.Start(served, configuration, logging => ServiceLogging.Add(logging, terminal.OutputIsTerminal), cancellation);
            terminal.Hint($"{(terminal.OutputIsTerminal ? "The" : $"Listening on {string.Join(", ", run.Urls)}; the")} console is at {run.ConsoleUrl}. Ctrl-C stops; requests that run are finished.");
            await run.UntilStopped(cancellation);
            return CommandHost.Done;
        });
        return command;
    }
}
