using Marquee.Server;

namespace Marquee.Console.Tests;

/// <summary>What can be told without a browser.</summary>
public sealed class ServingTests(ConsoleFixture console)
{
    [Fact]
    public async Task There_is_a_page_with_the_console_and_without()
    {
        var service = await console.Shared;
        using var answer = await service.Http.GetAsync("", TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page.ShouldContain(MarqueeServer.HasConsole ? "<script" : "Node 20");
        page.ShouldContain("lang=\"en\"");
    }

    [Fact]
    public async Task All_scripts_and_styles_are_less_than_400_kilobytes_compressed()
    {
        Assert.SkipUnless(MarqueeServer.HasConsole, ConsoleFixture.Reason ?? "");
        var service = await console.Shared;
        using var http = new HttpClient { BaseAddress = service.Address };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        var bytes = 0L;
        foreach (var file in ScriptsAndStyles())
        {
            using var answer = await http.GetAsync(file, TestContext.Current.CancellationToken);
            answer.IsSuccessStatusCode.ShouldBeTrue(file);
            answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
            bytes += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
        }

        bytes.ShouldBeInRange(1, 400_000);
    }

    private static IEnumerable<string> ScriptsAndStyles() =>
        typeof(MarqueeServer).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Console/assets/", StringComparison.Ordinal) && Path.GetExtension(name) is ".js" or ".css")
            .Select(name => name["Console/".Length..]);
}
