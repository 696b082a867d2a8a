using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>The home page as a viewer sees it, and as somebody new makes it theirs.</summary>
public sealed class HomePageTests(ConsoleFixture console) : ConsoleTest(console)
{
    private const string Viewer = "viewer-0010";

    [Fact]
    public async Task A_new_visitor_gives_three_thumbs_and_the_rows_are_theirs_until_they_are_forgotten()
    {
        var service = await NewService();
        await using var page = await Open(service: service);
        var before = await Shown(page);
        var thumbs = page.Page.Locator(".wall").GetByRole(AriaRole.Button, new() { Name = "Thumb up" });
        for (var index = 0; index < 3; index++)
        {
            var thumb = thumbs.Nth(index * 2);
            await thumb.ClickAsync();
            (await thumb.GetAttributeAsync("aria-pressed")).ShouldBe("true", "a thumb is shown at once");
            await page.Page.WaitForFunctionAsync($"() => document.querySelector('.home-title').textContent.startsWith('{index + 1} ')");
            await page.Settled();
        }

        var visitor = await page.Page.EvaluateAsync<string>("() => JSON.parse(localStorage.getItem('marquee-visitor')).id");
        var did = (await service.Get($"v1/users/{visitor}/interactions"))["interactions"]!.AsArray();
        did.Count.ShouldBe(3);
        did.ShouldAllBe(one => (string?)one!["kind"] == "thumb-up");
        await page.Page.Locator("[data-row^='because:']").First.WaitForAsync();
        var after = await Shown(page);
        after.ShouldNotBe(before);
        after.ShouldBe(Of(await service.Get($"v1/users/{visitor}/home?rows=8&rowLength=18")), "the rows are what the service answers");
        var because = after.Split('\n').First(row => row.StartsWith("because:", StringComparison.Ordinal));
        did.Select(one => (string)one!["item"]!).ShouldContain(because["because:".Length..because.IndexOf(' ', StringComparison.Ordinal)]);
        await page.Screenshot("home-visitor");

        await page.Button("Forget me").ClickAsync();
        await page.Role(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Forget me" }).ClickAsync();
        await page.Heading("Nothing is known of you yet").WaitForAsync();
        using var gone = await service.Http.GetAsync($"v1/users/{visitor}", TestContext.Current.CancellationToken);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public async Task Why_is_a_sum_that_ends_at_the_score(Theme theme)
    {
        var service = await NewService();
        await using var page = await Open($"?user={Viewer}", theme, service: service);
        await page.Screenshot("home");
        var row = page.Page.Locator("[data-row='for-you']");
        var item = await row.Locator(".card").First.GetAttributeAsync("data-item");
        await row.Locator(".card-open").First.ClickAsync();
        await page.Page.Locator(".why").WaitForAsync();
        await page.Settled();
        var parts = await page.Page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('.why tbody tr')].map(line => Number(line.dataset.value))");
        var said = await page.Page.Locator(".why tbody .why-value").AllTextContentsAsync();
        var total = await page.Page.Locator(".why tfoot .why-value").TextContentAsync();
        parts.Length.ShouldBeGreaterThan(3);
        Sum(parts).ShouldBe(Number(total!), "the bars add up to the score, to the last digit that is shown");
        Sum(said.Select(Number)).ShouldBe(Number(total!));
        var served = await service.Get($"v1/users/{Viewer}/recommendations?n=1");
        ((string?)served["items"]![0]!["id"]).ShouldBe(item);
        Number(total!).ShouldBe(Math.Round((decimal)(double)served["items"]![0]!["score"]!, 3));
        await page.CheckAccessibility();
        await page.Screenshot("why");
    }

    [Fact]
    public async Task What_was_watched_leaves_the_page_and_comes_back_when_that_is_undone()
    {
        var service = await NewService();
        await using var page = await Open($"?user={Viewer}", service: service);
        var card = page.Page.Locator("[data-row='for-you'] .card").Nth(2);
        var item = (await card.GetAttributeAsync("data-item"))!;
        await card.HoverAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Watched" }).ClickAsync();
        await page.Page.Locator($".rows [data-item='{item}']").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await service.Get($"v1/users/{Viewer}/interactions?item={item}"))["interactions"]!.AsArray().Select(one => (string?)one!["kind"]).ShouldBe(["watch"]);
        await page.Button("Undo").ClickAsync();
        await page.Page.Locator($".rows [data-item='{item}']").WaitForAsync();
        (await service.Get($"v1/users/{Viewer}/interactions?item={item}"))["interactions"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        await using var page = await Open($"?user={Viewer}");
        var posters = page.Page.Locator("[data-row='for-you'] .card-open");
        await posters.First.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        (await posters.Nth(2).EvaluateAsync<bool>("poster => poster === document.activeElement")).ShouldBeTrue();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Role(AriaRole.Dialog).WaitForAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Role(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await posters.Nth(2).EvaluateAsync<bool>("poster => poster === document.activeElement")).ShouldBeTrue("the focus is where it was");
        await page.Page.Keyboard.PressAsync("Tab");
        (await page.Page.EvaluateAsync<string>("() => document.activeElement.getAttribute('aria-label')")).ShouldStartWith("Thumb up: ");
    }

    [Fact]
    public async Task Another_user_is_found_by_the_beginning_of_their_id()
    {
        await using var page = await Open();
        await page.Field("Look at the page of").FillAsync("viewer-004");
        await page.Role(AriaRole.Option).Nth(2).WaitForAsync();
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Heading("viewer-0041").WaitForAsync();
        page.Page.Url.ShouldEndWith("#/?user=viewer-0041");
    }

    [Fact]
    public async Task A_phone_shows_why_as_well()
    {
        await using var page = await Open($"?user={Viewer}", Theme.Dark, narrow: true);
        await page.CheckWidth();
        await page.Page.Locator("[data-row='for-you'] .card-open").First.ClickAsync();
        await page.Page.Locator(".why").WaitForAsync();
        await page.Settled();
        await page.CheckWidth();
        await page.CheckAccessibility();
        await page.Screenshot("why");
    }

    /// <summary>The rows of the page: their keys and what stands in them.</summary>
    private static Task<string> Shown(ConsolePage page) => page.Page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('.row')].map(row => row.dataset.row + ' ' + [...row.querySelectorAll('.card')].map(card => card.dataset.item).join(',')).join('\\n')");

    private static string Of(JsonNode home) =>
        string.Join('\n', home["rows"]!.AsArray().Select(row => $"{row!["key"]} {string.Join(',', row["list"]!["items"]!.AsArray().Select(item => (string)item!["id"]!))}"));

    private static decimal Number(string text) =>
        decimal.Parse(text.Replace('−', '-').Replace("±", "", StringComparison.Ordinal).Replace("+", "", StringComparison.Ordinal), NumberStyles.Number | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static decimal Sum(IEnumerable<double> parts) => parts.Sum(part => Math.Round((decimal)part, 3));

    private static decimal Sum(IEnumerable<decimal> parts) => parts.Sum();
}
