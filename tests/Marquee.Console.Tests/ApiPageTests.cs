namespace Marquee.Console.Tests;

/// <summary>The reference of the API, live.</summary>
public sealed class ApiPageTests(ConsoleFixture console) : ConsoleTest(console)
{
    [Fact]
    public async Task Every_route_of_the_service_is_there()
    {
        var service = await NewService();
        await using var page = await Open("api", service: service);
        var paths = (await service.Get("v1/openapi.json"))["paths"]!.AsObject();
        var routes = paths.Sum(path => path.Value!.AsObject().Count);
        (await page.Page.Locator(".api-tags a").CountAsync()).ShouldBe(routes);
        await page.Field("Find a route").FillAsync("post interactions");
        await page.Page.Locator(".api-tags a[href$='postInteractions']").ClickAsync();
        await page.Heading("POST /v1/interactions").WaitForAsync();
    }

    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public async Task A_route_is_tried_with_what_is_there(Theme theme)
    {
        await using var page = await Open("api/getUsersByIdHome", theme);
        await page.Button("Send").ClickAsync();
        await page.Page.GetByLabel("Answer", new() { Exact = true }).WaitForAsync();
        (await page.Page.GetByLabel("Answer", new() { Exact = true }).TextContentAsync())!.ShouldContain("\"rows\"");
        await page.CheckAccessibility();
        await page.Screenshot("api-try");
    }

    [Fact]
    public async Task The_line_for_a_shell_knows_the_prefix_and_asks_for_a_key_and_the_page_sends_as_who_is_signed_in()
    {
        var service = await NewService(withKey: true, pathBase: "/marquee");
        await using var page = await Open("api/getItemsById", service: service);
        await page.SignIn(service.Key!);
        var line = page.Page.GetByLabel("The same for a shell");
        await line.WaitForAsync();
        var text = (await line.TextContentAsync())!;
        text.ShouldContain("/marquee/v1/items/");
        text.ShouldContain("$MARQUEE_KEY");
        text.ShouldNotContain(service.Key![4..]);
        await page.Settled();
        await page.Button("Send").ClickAsync();
        await page.Page.GetByText("200", new() { Exact = true }).First.WaitForAsync();
    }

    [Fact]
    public async Task What_the_service_refuses_is_shown_as_it_says_it()
    {
        await using var page = await Open("api/postInteractions");
        await page.Field("Body").FillAsync("{\"user\": 5}");
        await page.Button("Send").ClickAsync();
        var answer = page.Page.GetByLabel("Answer", new() { Exact = true });
        await answer.WaitForAsync();
        (await answer.TextContentAsync())!.ShouldContain("\"status\": 400");
    }
}
