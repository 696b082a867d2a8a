using System.Net.Sockets;
using System.Text;

namespace Marquee.Server.Tests;

public sealed class HostingTests
{
    [Fact]
    public async Task Health_needs_no_key_and_every_answer_has_the_headers_of_safety()
    {
        await using var server = await RunningServer.Start();
        foreach (var path in new[] { "/health/live", "/health/ready", "/nothing" })
        {
            var answer = await server.Ask("GET", path);
            answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
            answer.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
            answer.Headers["Cache-Control"].ShouldBe("no-store");
            answer.Headers.ShouldNotContainKey("Server");
        }

        (await server.Ask("GET", "/health/ready")).With(200).Json["status"]!.GetValue<string>().ShouldBe("ready");
    }

    [Fact]
    public async Task Problems_say_what_why_and_where_to_look()
    {
        await using var server = await RunningServer.Start();
        var answer = (await server.Ask("GET", "/nothing")).With(404);
        answer.MediaType.ShouldBe("application/problem+json");
        answer.Json["type"]!.GetValue<string>().ShouldBe("urn:marquee:problem:not-found");
        answer.Json["status"]!.GetValue<int>().ShouldBe(404);
        answer.Json["traceId"]!.GetValue<string>().ShouldNotBeEmpty();
        var wrongMethod = (await server.Ask("PATCH", "/health/live")).With(405);
        wrongMethod.MediaType.ShouldBe("application/problem+json");
        wrongMethod.Headers["Allow"].ShouldContain("GET");
    }

    [Fact]
    public async Task A_body_of_100_megabytes_is_refused_before_it_is_read()
    {
        await using var server = await RunningServer.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: {100 << 20}\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/1.1 413 Payload Too Large");
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("urn:marquee:problem:too-large");
    }

    [Theory]
    [InlineData("ftp://localhost:1")]
    [InlineData("http://example.org:80")]
    [InlineData("https://localhost:80")]
    [InlineData("nonsense")]
    public void Addresses_that_are_not_served_are_named(string url) =>
        Should.Throw<Storage.StoreException>(() => ListenAddress.Parse(url)).Message.ShouldContain(url);

    [Fact]
    public async Task Web_pages_of_allowed_origins_may_call()
    {
        await using var server = await RunningServer.Start(configuration => configuration with { AllowedOrigins = ["https://www.example.org"] });
        var preflight = await server.Ask("OPTIONS", "/metrics", null, ("Origin", "https://www.example.org"), ("Access-Control-Request-Method", "GET"));
        preflight.Headers["Access-Control-Allow-Origin"].ShouldBe("https://www.example.org");
        (await server.Ask("OPTIONS", "/metrics", null, ("Origin", "https://other.example"), ("Access-Control-Request-Method", "GET"))).Headers.ShouldNotContainKey("Access-Control-Allow-Origin");
    }

    [Fact]
    public async Task Metrics_count_requests_by_route_and_tell_of_the_runtime()
    {
        await using var server = await RunningServer.Start();
        await server.Ask("GET", "/health/live");
        await server.Ask("GET", "/nothing");
        var text = (await server.Ask("GET", "/metrics")).With(200).Body;
        text.ShouldContain("""marquee_requests_total{method="GET",route="/health/live",status="200"} 1""");
        text.ShouldContain("""marquee_requests_total{method="",route="",status="404"} 1""");
        text.ShouldContain("""marquee_request_duration_seconds_count{method="GET",route="/health/live"} 1""");
        text.ShouldContain("dotnet_gc_heap_total_allocated_bytes_total ");
    }
}
