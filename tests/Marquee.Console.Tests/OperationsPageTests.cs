using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>The page of operations: figures of the service, keys, the log of changes, erasing a person.</summary>
public sealed class OperationsPageTests(ConsoleFixture console) : ConsoleTest(console)
{
    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public async Task The_service_tells_how_it_does(Theme theme)
    {
        await using var page = await Open("operations", theme: theme);
        await page.Page.GetByText("Requests by route").First.WaitForAsync();
        (await page.Page.Locator("tbody th code").AllTextContentsAsync()).ShouldContain("GET /v1/session");
        await page.CheckAccessibility();
        await page.Screenshot("operations", wholePage: true);
    }

    [Fact]
    public async Task A_key_is_made_shown_once_used_and_revoked()
    {
        await using var service = await NewService(withKey: true);
        await using var page = await Open("operations?tab=keys", service: service);
        await page.SignIn(service.Key!);
        await page.Button("Make a key").ClickAsync();
        await page.Field("Name").FillAsync("website");
        await page.CheckAccessibility();
        await page.Button("Make the key").ClickAsync();
        var secret = await page.Page.Locator("[data-secret]").TextContentAsync();
        secret!.ShouldStartWith("mrq_");
        await page.Button("I have kept it").ClickAsync();
        (await page.Page.ContentAsync()).ShouldNotContain(secret);

        (await Ask(service, secret)).ShouldBe(HttpStatusCode.OK);
        await page.Screenshot("operations-keys");
        await page.Button("Revoke website").ClickAsync();
        await page.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await page.Page.Locator("tbody th", new() { HasText = "website" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await Ask(service, secret)).ShouldBe(HttpStatusCode.Unauthorized);

        await page.Role(AriaRole.Tab, "Log of changes").ClickAsync();
        await page.Page.GetByText("Revoked a key").First.WaitForAsync();
        (await page.Page.GetByText("Made a key").CountAsync()).ShouldBe(1);
        await page.Screenshot("operations-changes");
    }

    [Fact]
    public async Task A_person_is_erased_and_the_log_does_not_say_who()
    {
        await using var service = await NewService();
        await using var page = await Open("operations?tab=erase", service: service);
        await page.Role(AriaRole.Combobox).First.FillAsync("viewer-0042");
        await page.Role(AriaRole.Option).First.ClickAsync();
        await page.Button("Erase").ClickAsync();
        await page.CheckAccessibility();
        await page.Button("Erase for good").ClickAsync();
        await page.Page.GetByText("Erased.").First.WaitForAsync();
        using var gone = await service.Http.GetAsync("v1/users/viewer-0042", TestContext.Current.CancellationToken);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await service.Get("v1/changes")).ToJsonString().ShouldNotContain("viewer-0042");
    }

    private static async Task<HttpStatusCode> Ask(ConsoleService service, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/popular");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var client = new HttpClient { BaseAddress = service.Address };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
