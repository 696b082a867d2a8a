namespace Marquee.Console.Tests;

/// <summary>How the console is served: quickly, behind a path, under a policy without exceptions.</summary>
public sealed class HostingTests(ConsoleFixture console) : ConsoleTest(console)
{
    [Fact]
    public async Task The_console_opens_under_a_policy_without_exceptions()
    {
        await using var page = await Open();
        (await page.Page.TitleAsync()).ShouldContain("Marquee");
        var answer = (await page.Page.ReloadAsync())!;
        var policy = (await answer.AllHeadersAsync())["content-security-policy"];
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        await page.Settled();
        await page.Screenshot("first-view");
    }

    [Theory]
    [InlineData("/marquee", "/marquee/")]
    [InlineData("/media/films", "/media/films")]
    public async Task Behind_a_path_everything_is_asked_for_under_it(string pathBase, string opened)
    {
        var service = await NewService(pathBase: pathBase);
        await using var page = await Open(service: service);
        var asked = new List<string>();
        page.Page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await page.Page.GotoAsync(new Uri(service.Address, opened).ToString());
        await page.Settled();
        asked.ShouldContain($"{pathBase}/v1/session");
        asked.Skip(1).ShouldAllBe(path => path.StartsWith(pathBase + "/"));
    }

    [Fact]
    public async Task A_place_that_is_not_there_leads_back()
    {
        await using var page = await Open("no/such/page");
        await page.CheckAccessibility();
        await page.Page.Locator("main").GetByRole(Microsoft.Playwright.AriaRole.Link).First.ClickAsync();
        await page.Settled();
        new Uri(page.Page.Url).Fragment.ShouldBeOneOf("#/", "");
    }
}
