using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>Signing in: a key is asked for where one is needed, and kept where no script reads it.</summary>
public sealed class SignInTests(ConsoleFixture console) : ConsoleTest(console)
{
    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public async Task The_page_that_asks_for_a_key_is_usable_by_everybody(Theme theme)
    {
        var service = await NewService(withKey: true);
        await using var page = await Open(theme: theme, service: service);
        await page.Field("Key").WaitForAsync();
        await page.CheckAccessibility();
        await page.Screenshot("sign-in");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/marquee")]
    public async Task A_key_signs_in_until_it_is_revoked_and_stays_nowhere_in_the_page(string pathBase)
    {
        var service = await NewService(withKey: true, pathBase: pathBase);
        await using var page = await Open(service: service);
        await page.SignIn("mrq_wrong");
        await page.Page.GetByRole(AriaRole.Alert).First.WaitForAsync();
        await page.SignIn(service.Key!);
        await page.Field("Key").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Settled();

        // Kept: in a cookie that no script reads, on this path alone, and that is not the key.
        (await page.Page.EvaluateAsync<string>("() => document.cookie")).ShouldBe("");
        var kept = await page.Page.EvaluateAsync<string>("() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, history.state, document.documentElement.outerHTML])");
        kept.ShouldNotContain(service.Key![4..]);
        var cookie = (await page.Page.Context.CookiesAsync()).ShouldHaveSingleItem();
        cookie.HttpOnly.ShouldBeTrue();
        cookie.SameSite.ShouldBe(SameSiteAttribute.Strict);
        cookie.Path.ShouldBe(pathBase + "/");
        cookie.Value.ShouldNotContain(service.Key![4..]);

        // Opened again, the browser is known.
        await page.Page.ReloadAsync();
        await page.Settled();
        (await page.Page.Locator("input[type=password]").CountAsync()).ShouldBe(0);

        // Revoked, the key opens nothing more.
        await service.Send(HttpMethod.Post, "v1/keys", """{"name": "other", "scopes": ["admin"]}""");
        (await service.Http.DeleteAsync("v1/keys/curator", TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();
        await page.Page.ReloadAsync();
        await page.Field("Key").WaitForAsync();
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        var service = await NewService(withKey: true);
        await using var page = await Open(service: service);
        await page.SignIn(service.Key!);
        await page.Button("Settings and account").ClickAsync();
        await page.Button("Sign out").ClickAsync();
        await page.Field("Key").WaitForAsync();
        (await page.Page.Context.CookiesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_makes_the_first_key_in_the_console_stays_in_it()
    {
        var service = await NewService();
        await using var page = await Open(service: service);
        var made = await page.Page.EvaluateAsync<int>(
            "async () => (await fetch('v1/keys', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'console', scopes: ['read', 'admin'] }) })).status");
        made.ShouldBe(201);
        await page.Page.ReloadAsync();
        await page.Settled();
        (await page.Page.Locator("input[type=password]").CountAsync()).ShouldBe(0);

        // Another browser is asked for a key.
        await using var other = await Open(service: service);
        await other.Field("Key").WaitForAsync();
    }

    [Theory]
    [InlineData("localhost", 401, false)]
    [InlineData("127.0.0.1", 403, true)]
    public async Task A_page_of_another_origin_changes_nothing_with_the_session(string host, int status, bool bringsCookie)
    {
        // Another port of the same name is the same site to a browser: it brings the cookie along, and the service has to refuse.
        var service = await NewService(withKey: true);
        await using var page = await Open(service: service);
        await page.SignIn(service.Key!);
        await page.Field("Key").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Settled();
        var target = new Uri(service.Address, "v1/models/ease/rollback").ToString();
        using var elsewhere = OtherSite.Start($"<form method=\"post\" action=\"{target}\" enctype=\"text/plain\"><button>Win a prize</button></form>");
        await page.Page.GotoAsync($"http://{host}:{elsewhere.Port}/");
        var answer = await page.Page.RunAndWaitForResponseAsync(() => page.Button("Win a prize").ClickAsync(), target);
        answer.Status.ShouldBe(status);
        (await answer.Request.AllHeadersAsync()).ContainsKey("cookie").ShouldBe(bringsCookie);
    }
}
