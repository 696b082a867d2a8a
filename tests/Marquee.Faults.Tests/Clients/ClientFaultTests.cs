using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Marquee.Testing;

namespace Marquee.Faults.Tests;

/// <summary>What clients do to a service, by mistake or not: bytes that are no text, bodies without end, connections that say next to nothing, and very many of them.</summary>
public class ClientFaultTests
{
    private const long Megabyte = 1 << 20;

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_refused_and_change_nothing()
    {
        using var folder = new TemporaryFolder();
        using var service = await ServiceProcess.Start(Workspaces.Make(folder.Path).Directory);
        foreach (var (path, type) in new[] { ("/v1/interactions", "application/json"), ("/v1/records", "application/x-ndjson"), ("/api/feedback", "application/json") })
        {
            byte[] body = [.. "[{\"type\":\"interaction\",\"user\":\""u8, 0xC3, 0x28, 0xFF, .. "\",\"item\":\"item-1\",\"kind\":\"watch\"}]"u8];
            var answer = await service.Ask(HttpMethod.Post, path, Bytes(body, type));
            answer.Status.ShouldBeInRange(200, 499, answer.Body);
            (answer.Status == 200).ShouldBe(path == "/v1/records", "lines that are wrong are named in the answer to the others");
        }

        (await service.Get("/v1/users/%C3%28%FF/recommendations")).Status.ShouldBeOneOf(200, 400, 404);
        (await service.Get("/v1/records?type=interaction")).With(200).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(Workspaces.Users * 10);
    }

    [Fact]
    public async Task Bodies_of_a_hundred_megabytes_are_refused_and_take_no_memory()
    {
        using var folder = new TemporaryFolder();
        using var service = await ServiceProcess.Start(Workspaces.Make(folder.Path).Directory, "/v1/users/user-1/home");
        var before = service.ResidentBytes;
        (await service.Ask(HttpMethod.Post, "/v1/interactions", Bytes(new byte[100], "application/json"))).With(400);
        foreach (var (path, megabytes, type) in new[] { ("/v1/interactions", 100, "application/json"), ("/v1/records", 101, "application/x-ndjson"), ("/api/feedback", 101, "application/json") })
        {
            foreach (var isChunked in new[] { false, true })
            {
                var status = await Flood(service, path, type, megabytes * Megabyte, isChunked);
                status.ShouldBe(413, $"{path}, {(isChunked ? "chunked" : "with its length")}");
            }
        }

        (await service.Get("/v1/users/user-1/home")).With(200);
        var after = service.ResidentBytes;
        TestContext.Current.TestOutputHelper!.WriteLine($"resident memory: {before / 1e6:0} MB before, {after / 1e6:0} MB after six bodies of 100 MB");
        (after - before).ShouldBeLessThan(400 * Megabyte);
    }

    [Fact]
    public async Task Clients_that_send_a_byte_a_second_are_cut_off_while_others_are_answered()
    {
        using var folder = new TemporaryFolder();
        using var service = await ServiceProcess.Start(Workspaces.Make(folder.Path).Directory);
        var heads = Enumerable.Range(0, 50).Select(_ => Trickle(service, "GET /v1/items/item-1 HTTP/1.1\r\nHost: localhost\r\nX-Slow: "));
        var bodies = Enumerable.Range(0, 50).Select(_ => Trickle(service, "POST /v1/interactions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[{\"user\":\""));
        var slow = Task.WhenAll(heads.Concat(bodies).ToArray());
        for (var request = 0; request < 20; request++)
        {
            (await service.Get("/v1/users/user-1/recommendations")).With(200);
        }

        // Each of them came to its end by the service's doing.
        foreach (var said in await slow)
        {
            (said.Length == 0 || said.StartsWith("HTTP/1.1 408", StringComparison.Ordinal)).ShouldBeTrue(said);
        }
    }

    [Fact]
    public async Task Ten_thousand_connections_are_held_further_ones_are_closed_and_all_is_answered()
    {
        const int Most = 10_000;
        const int More = 200;
        Assert.SkipUnless(OperatingSystem.IsLinux() && OpenFiles() >= Most + More + 1000, "The limit on open files is too low for ten thousand connections (ulimit -Hn).");
        using var folder = new TemporaryFolder();
        using var service = await ServiceProcess.Start(Workspaces.Make(folder.Path, serve: $$"""{"maximumConnections": {{Most}}}""").Directory, "/v1/users/user-1/recommendations");
        service.Http.Dispose();
        var before = service.ResidentBytes;
        var sockets = new List<Socket>();
        long during;
        try
        {
            for (var connection = 0; connection < Most + More; connection++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                sockets.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, service.Address.Port, TestContext.Current.CancellationToken);
                await socket.SendAsync(Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"), TestContext.Current.CancellationToken);
            }

            var answers = await Task.WhenAll(sockets.Select(FirstLine));
            answers.Count(answer => answer == "HTTP/1.1 200 OK").ShouldBeInRange(Most - 10, Most);
            answers.Count(answer => answer.Length == 0).ShouldBeGreaterThanOrEqualTo(More);
            during = service.ResidentBytes;
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }

        using var http = new HttpClient { BaseAddress = service.Address };
        await Eventually(async () => (await http.GetAsync("/v1/users/user-1/recommendations", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        TestContext.Current.TestOutputHelper!.WriteLine($"resident memory: {before / 1e6:0} MB before, {during / 1e6:0} MB with {Most:N0} connections, {service.ResidentBytes / 1e6:0} MB after");
        (during - before).ShouldBeLessThan(800 * Megabyte);
    }

    private static ByteArrayContent Bytes(byte[] body, string type) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    /// <summary>Sends until an answer comes, and reads its status.</summary>
    private static async Task<int> Flood(ServiceProcess service, string path, string type, long length, bool isChunked)
    {
        using var socket = await Connect(service);
        var size = isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {length}";
        await socket.SendAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\n{size}\r\n\r\n"));
        var answer = FirstLine(socket);

        // Blanks are read and thought about by every kind of reader.
        var piece = new byte[1 << 16];
        piece.AsSpan().Fill((byte)' ');
        for (var at = 999; at < piece.Length; at += 1000)
        {
            piece[at] = (byte)'\n';
        }

        try
        {
            for (var sent = 0L; sent <= length && !answer.IsCompleted; sent += piece.Length)
            {
                if (isChunked)
                {
                    await socket.SendAsync("10000\r\n"u8.ToArray());
                }

                await socket.SendAsync(piece);
                if (isChunked)
                {
                    await socket.SendAsync("\r\n"u8.ToArray());
                }
            }
        }
        catch (SocketException)
        {
            // It no longer listens; what it said came before.
        }

        var line = await answer.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return line.Length > 12 ? int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Sends a beginning and then a byte a second until the other side ends it.</summary>
    /// <returns>What the other side said.</returns>
    private static async Task<string> Trickle(ServiceProcess service, string beginning)
    {
        using var socket = await Connect(service);
        await socket.SendAsync(Encoding.ASCII.GetBytes(beginning));
        var answer = FirstLine(socket);
        try
        {
            for (var second = 0; second < 60 && !answer.IsCompleted; second++)
            {
                await Task.WhenAny(answer, Task.Delay(1000, TestContext.Current.CancellationToken));
                await socket.SendAsync("a"u8.ToArray());
            }
        }
        catch (SocketException)
        {
            // Cut off.
        }

        return answer.IsCompleted ? await answer : "it goes on for ever";
    }

    private static async Task<Socket> Connect(ServiceProcess service)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, service.Address.Port, TestContext.Current.CancellationToken);
        return socket;
    }

    /// <returns>The first line of what comes; nothing where the connection ends.</returns>
    private static async Task<string> FirstLine(Socket socket)
    {
        var buffer = new byte[512];
        try
        {
            var count = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            return Encoding.ASCII.GetString(buffer, 0, count).Split("\r\n")[0];
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                if (await isSo())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Those who left are still being counted.
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new ShouldAssertException("It never came.");
    }

    private static int OpenFiles()
    {
        var line = File.ReadLines("/proc/self/limits").Single(limit => limit.StartsWith("Max open files", StringComparison.Ordinal));
        return int.TryParse(line[26..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var most) ? most : int.MaxValue;
    }
}
