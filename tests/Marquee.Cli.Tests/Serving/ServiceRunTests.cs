using System.Net;
using System.Net.Sockets;
using Marquee.Cli.Serving;
using Marquee.Server;
using Marquee.Storage;
using Marquee.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Cli.Tests;

public sealed class ServiceRunTests(Cinema cinema)
{
    [Fact]
    public async Task Takes_the_next_port_where_one_is_taken_and_says_so_where_it_was_named()
    {
        using var folder = new TemporaryFolder();
        await using var served = TenantSet.OpenOne(Workspace.Open(cinema.CopyTo(folder)), TimeProvider.System);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using (var run = await ServiceRun.StartNear(served, served.Configuration with { PathBase = "/films" }, port, _ => { }, TestContext.Current.CancellationToken))
        {
            var address = new Uri(run.ConsoleUrl);
            address.Port.ShouldBeInRange(port + 1, port + 20);
            address.AbsolutePath.ShouldBe("/films/");
            using var http = new HttpClient();
            (await http.GetStringAsync(address, TestContext.Current.CancellationToken)).ShouldContain("<html");
            using var stop = new CancellationTokenSource();
            await stop.CancelAsync();
            await run.UntilStopped(stop.Token);
        }

        (await Should.ThrowAsync<CommandException>(ServiceRun.Start(served, served.Configuration with { Urls = [$"http://localhost:{port}"] }, _ => { }, TestContext.Current.CancellationToken)))
            .Message.ShouldContain($"http://localhost:{port}");
    }

    [Theory]
    [InlineData(LogLevel.Information, "  Listening")]
    [InlineData(LogLevel.Warning, "  warning: Listening")]
    [InlineData(LogLevel.Error, "  error: Listening (IOException: gone)")]
    public void A_person_reads_short_lines(LogLevel level, string expected)
    {
        using var text = new StringWriter();
        var exception = level == LogLevel.Error ? new IOException("gone") : null;
        new ShortLines().Write(new LogEntry<string>(level, "Marquee.Server", default, "Listening", exception, (state, _) => state), null, text);
        text.ToString().TrimEnd().ShouldMatch("^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]" + System.Text.RegularExpressions.Regex.Escape(expected) + "$");
    }
}
