namespace Marquee.Console.Tests;

/// <summary>The page of an item: facts, what is like it in every view and why, who watches it, how its rank moved.</summary>
public sealed class ItemPageTests(ConsoleFixture console) : ConsoleTest(console)
{
    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public async Task An_item_shows_what_is_known_of_it_and_its_audience(Theme theme)
    {
        await using var page = await Open("items/parasite-2019", theme: theme);
        await page.Heading("Parasite").WaitForAsync();
        await page.Heading("Who watches it").WaitForAsync();
        await page.Page.Locator(".shares").First.WaitForAsync();
        await page.Page.Locator(".chart svg").First.WaitForAsync();
        await page.CheckAccessibility();
        await page.Screenshot("item", wholePage: true);
    }

    [Fact]
    public async Task Every_view_says_what_the_two_have_in_common()
    {
        var service = await Shared;
        var views = (await service.Get("v1/items/parasite-2019/views?n=12"))["views"]!.AsArray().Where(view => view!["items"]!.AsArray().Count > 0).ToArray();
        views.Length.ShouldBeGreaterThan(3);
        await using var page = await Open("items/parasite-2019");
        var tabs = page.Page.GetByRole(Microsoft.Playwright.AriaRole.Tab);
        await tabs.First.WaitForAsync();
        (await tabs.CountAsync()).ShouldBe(views.Length);
        for (var view = 0; view < views.Length; view++)
        {
            await tabs.Nth(view).ClickAsync();
            await page.Settled();
            var titles = await page.Page.Locator(".card-title").AllTextContentsAsync();
            titles.ShouldBe(views[view]!["items"]!.AsArray().Select(item => (string)item!["title"]!));
            var reasons = await page.Page.Locator(".card-reasons").AllTextContentsAsync();
            reasons.Count.ShouldBe(titles.Count);
            reasons.ShouldAllBe(text => text.Length > 0);
        }
    }

    [Fact]
    public async Task An_item_that_does_not_exist_is_said_not_to()
    {
        await using var page = await Open("items/nothing-of-the-kind");
        await page.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert).WaitForAsync();
    }

    [Fact]
    public async Task The_page_of_an_item_fits_a_phone()
    {
        await using var page = await Open("items/parasite-2019", narrow: true);
        await page.Page.Locator(".shares").First.WaitForAsync();
        await page.CheckWidth();
        await page.Screenshot("item");
    }
}
