using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Marquee.Server.Tests;

public sealed class ConsoleRouteTests
{
    [Fact]
    public async Task The_page_comes_with_a_policy_that_knows_no_exception()
    {
        await using var server = await RunningServer.Start();
        var page = (await server.Ask("GET", "/")).With(200);
        page.MediaType.ShouldBe("text/html");
        page.Body.ShouldContain("<title>");
        var policy = page.Headers["Content-Security-Policy"];
        policy.ShouldContain("default-src 'none'; script-src 'self'; style-src 'self';");
        policy.ShouldContain("img-src 'self' data: blob:;");
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("*");
        page.Headers["Cache-Control"].ShouldBe("no-cache");
        page.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
    }

    [Fact]
    public async Task Pictures_of_named_origins_may_be_shown()
    {
        await using var server = await RunningServer.Start(configuration => configuration with { ImageOrigins = ["https://images.example.org"] });
        (await server.Ask("GET", "/")).Headers["Content-Security-Policy"].ShouldContain("img-src 'self' data: blob: https://images.example.org;");
        (await server.Ask("GET", "/v1/session")).Json["imageOrigins"]![0]!.GetValue<string>().ShouldBe("https://images.example.org");
    }

    [Fact]
    public async Task What_the_browser_has_is_not_sent_again()
    {
        await using var server = await RunningServer.Start();
        var tag = (await server.Ask("GET", "/")).Headers["ETag"];
        var again = (await server.Ask("GET", "/", null, ("If-None-Match", tag))).With(304);
        again.Body.ShouldBeEmpty();
        again.Headers["Cache-Control"].ShouldBe("no-cache");
        (await server.Ask("GET", "/", null, ("If-None-Match", "\"other\""))).With(200);
    }

    [Fact]
    public async Task Head_tells_the_size_without_the_body()
    {
        await using var server = await RunningServer.Start();
        var page = (await server.Ask("GET", "/")).With(200);
        var head = (await server.Ask("HEAD", "/")).With(200);
        head.Headers["Content-Length"].ShouldBe(Encoding.UTF8.GetByteCount(page.Body).ToString());
        head.Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_that_nobody_keeps()
    {
        await using var server = await RunningServer.Start();
        foreach (var path in new[] { "/assets/nothing.js", "/assets/..%2Findex.html", "/assets/", "/nothing.svg" })
        {
            var answer = (await server.Ask("GET", path)).With(404);
            answer.MediaType.ShouldBe("application/problem+json", path);
            answer.Headers["Cache-Control"].ShouldBe("no-store");
        }
    }

    [Fact]
    public async Task Under_a_prefix_all_works_with_it_and_where_a_proxy_took_it_away()
    {
        await using var server = await RunningServer.Start(configuration => configuration with { PathBase = "/media/marquee" });
        var page = (await server.Ask("GET", "/media/marquee/")).With(200);
        (await server.Ask("GET", "/")).With(200).Body.ShouldBe(page.Body);
        (await server.Ask("GET", "/media/marquee/v1/session")).With(200);

        // The client follows to the address with the slash, from which the page's relative addresses start.
        (await server.Ask("GET", "/media/marquee")).With(200).Body.ShouldBe(page.Body);
        (await server.Ask("PUT", "/media/marquee/v1/items/a%2Fb%252Fc", """{"title": "Slashes"}""")).With(201);
        (await server.Ask("GET", "/v1/items/a%2Fb%252Fc")).With(200).Json["id"]!.GetValue<string>().ShouldBe("a/b%2Fc");
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("br;q=0.0", null)]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public void Text_is_compressed_for_whoever_takes_it(string accepted, string? expected)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("all work and no play ", 100)));
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptEncoding = accepted;
        var (bytes, encoding, tag) = new ConsoleFile("assets/a-1.js", text).For(request);
        encoding.ShouldBe(expected);
        using var stream = new MemoryStream(bytes.ToArray());
        using Stream plain = encoding switch { "br" => new BrotliStream(stream, CompressionMode.Decompress), "gzip" => new GZipStream(stream, CompressionMode.Decompress), _ => stream };
        using var copy = new MemoryStream();
        plain.CopyTo(copy);
        copy.ToArray().ShouldBe(text);
        tag.EndsWith(encoding is null ? "\"" : encoding == "br" ? "-br\"" : "-gz\"", StringComparison.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public void What_does_not_become_smaller_stays_as_it_is()
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptEncoding = "br, gzip";
        new ConsoleFile("a.js", "1"u8.ToArray()).For(request).Encoding.ShouldBeNull();
        new ConsoleFile("a.png", new byte[1000]).For(request).Encoding.ShouldBeNull();
    }
}
