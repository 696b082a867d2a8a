using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Marquee.Data;
using Marquee.Server;
using Marquee.Storage;
using Marquee.Testing;

namespace Marquee.Cli.Tests;

/// <summary>Gorse's own JavaScript client, as npm delivers it, against <c>marquee serve</c>.</summary>
public sealed class GorseClientTests
{
    // The latest there is. The package leaves out that it needs tslib.
    private static readonly string[] s_packages = ["gorsejs@0.4.8", "tslib@2.8.1"];

    [Fact]
    public async Task The_JavaScript_client_lives_a_whole_life()
    {
        var packages = await Packages();
        using var folder = new TemporaryFolder();
        Fill(folder.Path);
        (await MarqueeProcess.Run(folder.Path, "train", "ease", "--workspace", folder.Path)).ExitCode.ShouldBe(0);
        var key = new ApiKeyFile(Path.Combine(folder.Path, ApiKeyFile.FileName)).Add("client", Scopes.Read | Scopes.Write, TimeProvider.System.GetUtcNow());
        var port = FreePort();
        using var server = MarqueeProcess.Start(folder.Path, "serve", "--workspace", folder.Path, "--urls", $"http://127.0.0.1:{port}");
        await WaitUntilReady(server, port);
        var script = RepositoryFiles.PathOf("tests/Marquee.Cli.Tests/Serving/gorse-client.js");
        var (code, output) = await Run(folder.Path, "node", script, $"http://127.0.0.1:{port}", key, packages);
        await server.Interrupt();
        var served = await server.End();
        code.ShouldBe(0, output + served.Error);
        output.ShouldContain("done");
    }

    private static void Fill(string directory)
    {
        using var store = Workspace.Create(directory).OpenStore();
        using var writer = store.OpenWriter();
        for (var title = 1; title <= 10; title++)
        {
            writer.Add(new Item { Id = $"comedy-{title}", Title = $"Comedy {title}", Categories = ["comedy"] });
            writer.Add(new Item { Id = $"drama-{title}", Title = $"Drama {title}", Categories = ["drama"] });
        }

        for (var viewer = 1; viewer <= 40; viewer++)
        {
            for (var step = 0; step < 5; step++)
            {
                var item = $"{(viewer % 2 == 0 ? "comedy" : "drama")}-{1 + (((viewer * 3) + (step * (1 + (viewer % 3)))) % 10)}";
                writer.Add(new Interaction { UserId = $"viewer-{viewer}", ItemId = item, Kind = "rating", Value = 4, Time = new DateTimeOffset(2023, 5, 1 + step, 20, viewer, 0, TimeSpan.Zero) });
            }
        }

        writer.Commit();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitUntilReady(MarqueeProcess server, int port)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("/api/health/ready", TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            server.IsRunning.ShouldBeTrue();
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The folder that holds the packages; npm fills it once on a machine.</summary>
    private static async Task<string> Packages()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"marquee-npm-{string.Join('-', s_packages).Replace('@', '-')}");
        if (Directory.Exists(folder))
        {
            return folder;
        }

        var fresh = Directory.CreateTempSubdirectory("marquee-npm-").FullName;
        try
        {
            var (code, output) = await Run(fresh, "npm", ["install", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=30000", "--prefix", fresh, .. s_packages]);
            Assert.SkipWhen(code != 0, $"npm could not install {string.Join(", ", s_packages)}: {output}");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Assert.Skip($"There is no npm on this machine: {exception.Message}");
        }

        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another test run was first.
            Directory.Delete(fresh, recursive: true);
        }

        return folder;
    }

    private static async Task<(int Code, string Output)> Run(string folder, string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
