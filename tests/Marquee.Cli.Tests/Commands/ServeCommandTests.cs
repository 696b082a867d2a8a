using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Marquee.Testing;

namespace Marquee.Cli.Tests;

public sealed class ServeCommandTests(Cinema cinema)
{
    [Fact]
    public async Task Serves_a_workspace_until_it_is_interrupted()
    {
        using var folder = new TemporaryFolder();
        var workspace = cinema.CopyTo(folder);
        var port = FreePort();
        using var service = MarqueeProcess.Start(folder.Path, "serve", "-w", workspace, "--urls", $"http://127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await WaitUntilReady(http, service);
        (await http.GetStringAsync($"/v1/users/{Cinema.Viewer(2)}/recommendations?n=3&model=item-knn", TestContext.Current.CancellationToken)).ShouldContain("comedy-");
        await service.Interrupt();
        var run = await service.End();
        run.ExitCode.ShouldBe(CommandHost.Done);
        run.Error.ShouldContain("Listening on");
    }

    [Fact]
    public async Task Refuses_to_be_reached_from_elsewhere_without_a_key()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("serve", "-w", cinema.CopyTo(folder), "--urls", "http://0.0.0.0:8710");
        run.ExitCode.ShouldBe(CommandHost.Failed);
        run.Error.ShouldContain("marquee keys add");
    }

    [Fact]
    public async Task Makes_lists_and_revokes_keys()
    {
        using var folder = new TemporaryFolder();
        var workspace = cinema.CopyTo(folder);
        var made = await CommandRun.Done("keys", "add", "website", "--scopes", "read", "-w", workspace);
        made.Output.Trim().ShouldMatch("^mrq_[0-9A-Za-z]{43}$");
        (await CommandRun.Done("keys", "list", "-w", workspace)).Output.ShouldContain("website");
        (await CommandRun.Of("keys", "add", "website", "-w", workspace)).ExitCode.ShouldBe(CommandHost.Failed);
        (await CommandRun.Of("keys", "add", "other", "--scopes", "everything", "-w", workspace)).ExitCode.ShouldBe(CommandHost.BadUsage);
        await CommandRun.Done("keys", "revoke", "website", "-w", workspace);
        (await CommandRun.Of("keys", "revoke", "website", "-w", workspace)).Error.ShouldContain("There is no key 'website'");
    }

    private static async Task WaitUntilReady(HttpClient http, MarqueeProcess service)
    {
        for (var attempt = 0; attempt < 600 && service.IsRunning; attempt++)
        {
            try
            {
                if ((await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The service did not get ready.");
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
